// In a job of GitHub Actions with the permission "id-token: write".
// Set these environment variables first:
// - TENANT_ID
// - CLIENT_ID
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
        var url = System.getenv("ACTIONS_ID_TOKEN_REQUEST_URL") + "&audience=api://AzureADTokenExchange";
        var request = HttpRequest.newBuilder(URI.create(url))
            .header("Authorization", "bearer " + System.getenv("ACTIONS_ID_TOKEN_REQUEST_TOKEN"))
            .build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
        return answer.replaceFirst("(?s).*\"value\"\\s*:\\s*\"([^\"]*)\".*", "$1");
    }

    public static void main(String[] args) throws Exception {
        var credential = ClientCredentialFactory.createFromCallback(GetToken::assertion);
        var app = ConfidentialClientApplication.builder(System.getenv("CLIENT_ID"), credential)
            .authority("https://login.microsoftonline.com/" + System.getenv("TENANT_ID"))
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
