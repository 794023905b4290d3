// Run this on the virtual machine that has the managed identity
import com.microsoft.aad.msal4j.ManagedIdentityApplication;
import com.microsoft.aad.msal4j.ManagedIdentityId;
import com.microsoft.aad.msal4j.ManagedIdentityParameters;

class GetToken {
    public static void main(String[] args) throws Exception {
        var identity = ManagedIdentityId.systemAssigned();
        var app = ManagedIdentityApplication.builder(identity).build();
        var parameters = ManagedIdentityParameters.builder("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d").build();
        var result = app.acquireTokenForManagedIdentity(parameters).get();
        System.out.printf("""
            {
              "accessToken": "%s",
              "expiresOnDate": "%s"
            }
            """, result.accessToken(), result.expiresOnDate().toInstant());
    }
}
