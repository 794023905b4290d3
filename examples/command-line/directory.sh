mock_entra --log --directory directory/fabrikam.toml python job/job.py
