"""A module per family of endpoints, named as the service or azure-identity names it.

Every endpoint has one signature: `async def verb(request) -> Response`. It finds the directory, the issuer and the time in
`request.state.entra`, answers with `mock_entra.replies.reply` and says no with `mock_entra.refusals.refuse`.
"""
