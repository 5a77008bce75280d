using Amazon.Runtime;

namespace StoreScp.AwsCalls.Tests;

/// <summary>Names and values that the tests share; the same as in Vectors/make_vectors.py.</summary>
internal static class Example
{
    public const string Region = "eu-west-1";

    public static AWSCredentials Credentials(string? token = null)
    {
        const string AccessKey = "AKIDEXAMPLE";
        const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
        return token is null ? new BasicAWSCredentials(AccessKey, SecretKey) : new SessionAWSCredentials(AccessKey, SecretKey, token);
    }
}
