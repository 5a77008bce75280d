using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using StoreScp.Cloud.Faults;

namespace StoreScp.Cloud.Tests;

/// <summary>Each fault as a client sees it, and what the service behind the proxy knows of the request.</summary>
public sealed class FaultProxyTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly HttpClient _http = new();
    private EchoService? _service;
    private FaultProxy? _proxy;

    private EchoService Service => _service!;

    private FaultProxy Proxy => _proxy!;

    public async ValueTask InitializeAsync()
    {
        _service = await EchoService.StartAsync();
        _proxy = await FaultProxy.StartAsync(Service.Url, seed: 1, _time);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Proxy.DisposeAsync();
        await Service.DisposeAsync();
    }

    [Fact]
    public async Task Without_rules_everything_passes_as_it_is()
    {
        var body = RandomNumberGenerator.GetBytes(200_000);

        using var answer = await SendAsync("s3", body, "/bucket/a%20b%2Fc?x=%2F");

        (await answer.Content.ReadAsByteArrayAsync()).Should().Equal(body);
        Service.Paths.Should().Equal("/bucket/a%20b%2Fc?x=%2F");
        Proxy.Faults.Should().BeEmpty();
        Proxy.Requests.Should().Equal(new FaultRequest("s3", "POST", "", "/bucket/a%20b%2Fc?x=%2F"));
    }

    [Theory]
    [InlineData("s3", FaultKind.InternalError, 500, "InternalError")]
    [InlineData("s3", FaultKind.SlowDown, 503, "SlowDown")]
    [InlineData("s3", FaultKind.BadDigest, 400, "BadDigest")]
    [InlineData("dynamodb", FaultKind.InternalError, 500, "InternalServerError")]
    [InlineData("dynamodb", FaultKind.SlowDown, 400, "ProvisionedThroughputExceededException")]
    [InlineData("states", FaultKind.InternalError, 500, "InternalFailure")]
    [InlineData("states", FaultKind.SlowDown, 400, "ThrottlingException")]
    [InlineData("medical-imaging", FaultKind.SlowDown, 429, "ThrottlingException")]
    [InlineData("lambda", FaultKind.SlowDown, 429, "TooManyRequestsException")]
    public async Task A_service_refuses_in_its_own_words(string service, FaultKind kind, int status, string code)
    {
        Proxy.Set(service, FaultRules.Of((kind, 1)));

        using var answer = await SendAsync(service, [1]);

        ((int)answer.StatusCode).Should().Be(status);
        var text = await answer.Content.ReadAsStringAsync();
        if (service == "s3")
            text.Should().Contain($"<Code>{code}</Code>");
        else
            ((string)JsonNode.Parse(text)!["__type"]!).Should().Be(code);
        Service.Paths.Should().BeEmpty();
        Proxy.Count(service, kind).Should().Be(1);
    }

    [Theory]
    [InlineData(FaultKind.ResetBeforeService, 0)]
    [InlineData(FaultKind.ResetAfterService, 1)]
    public async Task A_reset_comes_before_or_after_the_service_has_done_it(FaultKind kind, int done)
    {
        Proxy.Set("dynamodb", FaultRules.Of((kind, 1)));

        await Fails(() => SendAsync("dynamodb", [1]));

        Service.Paths.Should().HaveCount(done);
        Proxy.Count("dynamodb", kind).Should().Be(1);
    }

    [Theory]
    [InlineData(FaultKind.StallBeforeService, 0)]
    [InlineData(FaultKind.StallAfterService, 1)]
    public async Task A_stall_lasts_as_long_as_the_rules_say(FaultKind kind, int done)
    {
        Proxy.Set("s3", FaultRules.Of((kind, 1)) with { StallTime = TimeSpan.FromSeconds(30) });
        var call = SendAsync("s3", [1]);
        while (Proxy.Faults.Count == 0)
            await Task.Yield();

        Service.Paths.Should().HaveCount(done);
        _time.Advance(TimeSpan.FromSeconds(29.9));
        call.IsCompleted.Should().BeFalse();
        _time.Advance(TimeSpan.FromSeconds(0.1));
        using var answer = await call;
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        Service.Paths.Should().HaveCount(1);
    }

    [Theory]
    [InlineData(FaultKind.FlippedRequestBit)]
    [InlineData(FaultKind.FlippedAnswerBit)]
    public async Task One_bit_of_a_body_differs(FaultKind kind)
    {
        var body = RandomNumberGenerator.GetBytes(200_000);
        Proxy.Set("s3", FaultRules.Of((kind, 1)));

        using var answer = await SendAsync("s3", body);

        var received = await answer.Content.ReadAsByteArrayAsync();
        received.Zip(body, DifferingBits).Sum().Should().Be(1);
        Service.Bodies.Single().SequenceEqual(body).Should().Be(kind == FaultKind.FlippedAnswerBit);
        Proxy.Count("s3", kind).Should().Be(1);
    }

    [Fact]
    public async Task An_outage_is_of_one_service_and_ends()
    {
        Proxy.BeginOutage("s3");
        await Fails(() => SendAsync("s3", [1]));
        (await SendAsync("dynamodb", [1])).StatusCode.Should().Be(HttpStatusCode.OK);
        Proxy.EndOutage("s3");

        (await SendAsync("s3", [1])).StatusCode.Should().Be(HttpStatusCode.OK);
        Proxy.Count("s3", FaultKind.Outage).Should().BePositive();
    }

    [Fact]
    public async Task Connections_are_refused_until_they_are_accepted_again()
    {
        (await SendAsync("s3", [1])).StatusCode.Should().Be(HttpStatusCode.OK);
        await Proxy.RefuseAsync();
        (await Fails(() => SendAsync("s3", [1]))).HttpRequestError.Should().Be(HttpRequestError.ConnectionError);
        await Proxy.AcceptAsync();

        (await SendAsync("s3", [1])).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Shares_are_of_the_requests_that_they_concern_and_the_same_for_the_same_seed()
    {
        var rules = FaultRules.Of((FaultKind.InternalError, 0.1), (FaultKind.SlowDown, 0.2)) with { Concerns = request => request.Path == "/some" };
        await using var twin = await FaultProxy.StartAsync(Service.Url, seed: 1, _time);
        foreach (var proxy in new[] { Proxy, twin })
        {
            proxy.Set("s3", rules);
            for (var request = 0; request < 200; request++)
                (await SendAsync("s3", [1], request % 2 == 0 ? "/some" : "/other", proxy)).Dispose();
        }

        Proxy.Faults.Should().OnlyContain(fault => fault.Request.Path == "/some");
        Proxy.Count("s3", FaultKind.InternalError).Should().BeInRange(3, 20);
        Proxy.Count("s3", FaultKind.SlowDown).Should().BeInRange(8, 35);
        twin.Faults.Select(fault => fault.Kind).Should().Equal(Proxy.Faults.Select(fault => fault.Kind));
    }

    [Fact]
    public async Task A_service_is_well_after_as_many_faults_as_the_rules_allow()
    {
        Proxy.Set("s3", FaultRules.Of((FaultKind.InternalError, 1)) with { MaximumFaults = 2 });

        var statuses = new List<HttpStatusCode>();
        for (var request = 0; request < 3; request++)
            statuses.Add((await SendAsync("s3", [1])).StatusCode);

        statuses.Should().Equal(HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError, HttpStatusCode.OK);
    }

    private static int DifferingBits(byte one, byte other) => System.Numerics.BitOperations.PopCount((uint)(one ^ other));

    private static async Task<HttpRequestException> Fails(Func<Task<HttpResponseMessage>> call) => (await call.Should().ThrowAsync<HttpRequestException>()).Which;

    private Task<HttpResponseMessage> SendAsync(string service, byte[] body, string path = "/", FaultProxy? proxy = null)
    {
        var exact = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri((proxy ?? Proxy).Url.GetLeftPart(UriPartial.Authority) + path, exact)) { Content = new ByteArrayContent(body) };
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=0");
        return _http.SendAsync(request);
    }
}
