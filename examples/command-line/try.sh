mock_entra --log python job/job.py
