from azure.identity import ManagedIdentityCredential

credential = ManagedIdentityCredential(retry_backoff_max=1)
credential.get_token("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default")
print("token")
