// In a task AzureCLI@2 of Azure Pipelines, which names the service connection;
// map System.AccessToken to SYSTEM_ACCESSTOKEN in its env.
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;

class GetToken {
    static String assertion() throws Exception {
        var url = System.getenv("SYSTEM_OIDCREQUESTURI") + "?api-version=7.1&serviceConnectionId="
            + System.getenv("AZURESUBSCRIPTION_SERVICE_CONNECTION_ID");
        var request = HttpRequest.newBuilder(URI.create(url))
            .header("Authorization", "Bearer " + System.getenv("SYSTEM_ACCESSTOKEN"))
            .header("X-TFS-FedAuthRedirect", "Suppress")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
        return answer.replaceFirst("(?s).*\"oidcToken\"\\s*:\\s*\"([^\"]*)\".*", "$1");
    }

    public static void main(String[] args) throws Exception {
        var credential = ClientCredentialFactory.createFromCallback(GetToken::assertion);
        var app = ConfidentialClientApplication.builder(System.getenv("AZURESUBSCRIPTION_CLIENT_ID"), credential)
            .authority("https://login.microsoftonline.com/" + System.getenv("AZURESUBSCRIPTION_TENANT_ID"))
            .build();
        var scopes = Set.of("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default");
        var result = app.acquireToken(ClientCredentialParameters.builder(scopes).build()).get();
        System.out.printf("""
            {
              "accessToken": "%s",
              "expiresOnDate": "%s"
            }
            """, result.accessToken(), result.expiresOnDate().toInstant());
    }
}
