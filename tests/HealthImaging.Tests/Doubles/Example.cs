using Amazon.Runtime;

namespace StoreScp.HealthImaging.Tests;

/// <summary>Names and values that the tests share; the same as in Vectors/make_vectors.py.</summary>
internal static class Example
{
    public const string Region = "eu-west-1";
    public const string AccessKey = "AKIDEXAMPLE";
    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    public const string DatastoreId = "0123456789abcdef0123456789abcdef";
    public const string ImageSetId = "fedcba9876543210fedcba9876543210";
    public const string ImageFrameId = "00112233445566778899aabbccddeeff";
    public const string JobId = "0a1b2c";

    public static readonly StartDICOMImportJobRequest StartRequest = new()
    {
        DatastoreId = DatastoreId,
        JobName = "job#1/a",
        ClientToken = "job-1.r2",
        DataAccessRoleArn = "arn:aws:iam::123456789012:role/import",
        InputS3Uri = "s3://bucket/import/x/",
        OutputS3Uri = "s3://bucket/output/",
        InputOwnerAccountId = "210987654321",
    };

    public static AWSCredentials Credentials(string? token = null) =>
        token is null ? new BasicAWSCredentials(AccessKey, SecretKey) : new SessionAWSCredentials(AccessKey, SecretKey, token);

    public static HealthImagingClient Client(HttpMessageHandler network, HealthImagingOptions? options = null, TimeProvider? time = null) =>
        new(new HttpClient(network), options ?? new() { Region = Region }, Credentials(), time ?? TimeProvider.System);
}
