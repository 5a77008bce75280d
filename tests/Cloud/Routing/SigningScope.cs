using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace StoreScp.Cloud.Routing;

/// <summary>The credential scope of a request that was signed with Signature Version 4: <c>key/date/region/service/aws4_request</c>.</summary>
internal static partial class SigningScope
{
    /// <summary>For example <c>s3</c>, <c>states</c>, <c>medical-imaging</c>; null where nothing is signed.</summary>
    public static string? ServiceOf(HttpRequest request)
    {
        var scope = Scope().Match(request.Headers.Authorization.ToString());
        if (!scope.Success)
            scope = QueryScope().Match(request.Query["X-Amz-Credential"].ToString());
        return scope.Success ? scope.Groups["service"].Value : null;
    }

    [GeneratedRegex("^AWS4-[A-Z0-9-]+ .*?Credential=[^/,]+/[0-9]{8}/[^/,]+/(?<service>[^/,]+)/aws4_request")]
    private static partial Regex Scope();

    [GeneratedRegex("^[^/]+/[0-9]{8}/[^/]+/(?<service>[^/]+)/aws4_request$")]
    private static partial Regex QueryScope();
}
