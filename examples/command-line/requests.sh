mock_entra --log --fault error,endpoint=token,times=2 python retries/python-requests.py
