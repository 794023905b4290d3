mock_entra --on virtual-machine --log python retries/python-azure-identity.py
