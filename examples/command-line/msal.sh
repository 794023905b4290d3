mock_entra --log --fault unavailable,endpoint=token python retries/python-msal.py
