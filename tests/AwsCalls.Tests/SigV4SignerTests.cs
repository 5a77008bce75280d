using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Microsoft.Extensions.Time.Testing;

namespace StoreScp.AwsCalls.Tests;

public sealed class SigV4SignerTests
{
    public static TheoryData<string> Names() => [.. Vectors.Signatures.Select(vector => vector.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_signature_is_the_one_that_botocore_makes(string name)
    {
        var vector = Vectors.Signatures.Single(vector => vector.Name == name);
        (await SignAsync(vector)).Should().Be(vector.Authorization);
    }

    [Fact]
    public async Task Signatures_of_random_requests_are_those_that_an_installed_botocore_makes()
    {
        var random = new Random(20260301);
        var cases = Enumerable.Range(0, 200).Select(number => RandomCase(random, number)).ToList();
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(cases, Vectors.Json));
            var answer = await Botocore.RunAsync("--sign", file);
            foreach (var vector in JsonSerializer.Deserialize<List<SignatureVector>>(answer.Output, Vectors.Json)!)
                (await SignAsync(vector)).Should().Be(vector.Authorization, $"{vector.Method} {vector.Url} {vector.Body}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task The_session_token_is_sent_and_signed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://medical-imaging.eu-west-1.amazonaws.com/datastore");
        await new SigV4Signer(Example.Credentials("token"), "eu-west-1", "medical-imaging", TimeProvider.System).SignAsync(request, default, default);
        request.Headers.GetValues("X-Amz-Security-Token").Should().Equal("token");
        request.Headers.GetValues("Authorization").Single().Should().Contain("SignedHeaders=host;x-amz-date;x-amz-security-token,");
    }

    [Fact]
    public async Task Without_credentials_the_error_is_transient_and_says_so()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://localhost/");
        var signing = () => new SigV4Signer(new AnonymousAWSCredentials(), "eu-west-1", "medical-imaging", TimeProvider.System).SignAsync(request, default, default);
        var error = (await signing.Should().ThrowAsync<AwsCallException>()).Which;
        error.ErrorCode.Should().Be("CredentialsUnavailable");
        error.IsTransient.Should().BeTrue();
    }

    private static async Task<string> SignAsync(SignatureVector vector)
    {
        var time = new FakeTimeProvider(DateTimeOffset.ParseExact(vector.Timestamp, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
        var body = Encoding.UTF8.GetBytes(vector.Body);
        using var request = new HttpRequestMessage(new HttpMethod(vector.Method), vector.Url);
        if (body.Length > 0)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(vector.ContentType!) } };
        if (vector.Target is not null)
            request.Headers.Add("X-Amz-Target", vector.Target);
        await new SigV4Signer(Example.Credentials(vector.Token), vector.Region, vector.Service, time).SignAsync(request, body, default);
        return request.Headers.GetValues("Authorization").Single();
    }

    private static SignatureVector RandomCase(Random random, int number)
    {
        var path = string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => "/" + Uri.EscapeDataString(RandomText(random))));
        var query = string.Join('&', Enumerable.Range(0, random.Next(0, 4)).Select(_ => $"{Uri.EscapeDataString(RandomText(random))}={Uri.EscapeDataString(RandomText(random))}"));
        var body = random.Next(2) == 0 ? "" : RandomText(random);
        return new(
            $"random {number}", body == "" ? "GET" : "POST", $"https://medical-imaging.eu-west-1.amazonaws.com{path}{(query == "" ? "" : "?" + query)}",
            body, body == "" ? null : "application/json", random.Next(2) == 0 ? null : "T" + Convert.ToBase64String(Encoding.UTF8.GetBytes(RandomText(random))),
            "20260301T120000Z", "medical-imaging", "eu-west-1", random.Next(2) == 0 ? null : "Service_20260301.Operation", null);
    }

    /// <summary>Never a lone dot or two: those are path segments that addresses lose.</summary>
    private static string RandomText(Random random)
    {
        const string Characters = "abcXYZ019-_.~:/?#[]@!$&'()*+,;=% \"<>\\^`{|}éß山田\u0416";
        return "a" + string.Concat(Enumerable.Range(0, random.Next(0, 20)).Select(_ => Characters[random.Next(Characters.Length)]));
    }
}
