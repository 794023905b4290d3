mock_entra --on virtual-machine --log --fault imds-ladder,retry_after=1 \
  python retries/python-azure-identity.py
