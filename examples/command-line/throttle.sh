mock_entra --log \
  --fault throttle,endpoint=databricks,times=2,retry_after=1 \
  python job/job.py
