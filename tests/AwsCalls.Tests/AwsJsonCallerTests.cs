using System.Net;
using Amazon.Runtime;
using Microsoft.Extensions.Time.Testing;

namespace StoreScp.AwsCalls.Tests;

public sealed class AwsJsonCallerTests : IDisposable
{
    private const string Yes = """{"Value":"yes"}""";

    private readonly FakeService _service = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task An_operation_is_posted_to_the_root_with_its_target()
    {
        _service.Answer(Yes);
        (await AskAsync()).Value.Should().Be("yes");
        var sent = _service.Requests.Single();
        sent.Method.Should().Be("POST");
        sent.Address.Should().Be("https://states.eu-west-1.amazonaws.com/");
        sent.Headers["X-Amz-Target"].Should().Be("AWSStepFunctions.Ask");
        sent.ContentType.Should().Be("application/x-amz-json-1.0");
        sent.Body.Should().Be("""{"Name":"why"}""");
        sent.Headers["Authorization"].Should().Contain("SignedHeaders=content-type;host;x-amz-date;x-amz-target,");
    }

    [Theory]
    [InlineData("cn-north-1", null, "https://states.cn-north-1.amazonaws.com.cn/")]
    [InlineData("eu-west-1", "http://127.0.0.1:5000/", "http://127.0.0.1:5000/")]
    [InlineData("eu-west-1", "https://proxy.example/aws/", "https://proxy.example/aws/")]
    public async Task The_address_is_the_regions_or_the_one_that_is_set(string region, string? endpoint, string expected)
    {
        _service.Answer(Yes);
        await AskAsync(AwsJsonService.StepFunctions(region, endpoint is null ? null : new Uri(endpoint)));
        _service.Requests.Single().Address.Should().Be(expected);
    }

    [Theory]
    [InlineData("eu-west-1/x", null)]
    [InlineData("", null)]
    [InlineData("eu-west-1", "ftp://127.0.0.1/")]
    [InlineData("eu-west-1", "http://127.0.0.1/?a=b")]
    public void A_region_or_endpoint_that_cannot_work_is_refused_at_once(string region, string? endpoint) =>
        FluentActions.Invoking(() => Caller(AwsJsonService.StepFunctions(region, endpoint is null ? null : new Uri(endpoint))))
            .Should().Throw<ArgumentException>();

    [Theory]
    [InlineData("com.amazonaws.swf.service#ExecutionAlreadyExists", "ExecutionAlreadyExists")]
    [InlineData("ExecutionAlreadyExists", "ExecutionAlreadyExists")]
    public async Task A_refusal_has_its_code_without_the_namespace_and_is_not_asked_again(string type, string code)
    {
        _service.Answer($$"""{"__type":"{{type}}","message":"Why."}""", HttpStatusCode.BadRequest, ("x-amzn-RequestId", "r-1"));
        var error = await FailAsync();
        error.ErrorCode.Should().Be(code);
        error.Message.Should().Be("Why.");
        error.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        error.RequestId.Should().Be("r-1");
        error.IsTransient.Should().BeFalse();
        _service.Requests.Should().HaveCount(1);
    }

    [Fact]
    public async Task An_answer_that_names_no_shape_has_the_code_of_its_status()
    {
        _service.Answer("<html>Forbidden</html>", HttpStatusCode.Forbidden);
        (await FailAsync()).Message.Should().Be("Step Functions answered 403 Http403.");
    }

    [Theory]
    [InlineData(400, "ThrottlingException")]
    [InlineData(429, "TooManyRequests")]
    [InlineData(500, "InternalFailure")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(400, "RequestTimeoutException")]
    public async Task What_may_succeed_later_is_asked_again(int status, string code)
    {
        _service.Answer($$"""{"__type":"{{code}}"}""", (HttpStatusCode)status).Answer(_ => throw new HttpRequestException("Connection reset")).Answer(Yes);
        (await AskAsync()).Value.Should().Be("yes");
        _service.Requests.Should().HaveCount(3);
    }

    [Fact]
    public async Task Every_attempt_is_signed_anew()
    {
        _service.Answer(_ => { _time.Advance(TimeSpan.FromSeconds(3)); throw new HttpRequestException("Connection reset"); }).Answer(Yes);
        await AskAsync();
        _service.Requests.Select(request => request.Headers["X-Amz-Date"]).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task After_the_last_attempt_its_error_is_thrown()
    {
        for (var attempt = 0; attempt < 3; attempt++)
            _service.Answer("{}", HttpStatusCode.InternalServerError, ("x-amzn-RequestId", $"r-{attempt}"));
        (await FailAsync(new() { MaximumAttempts = 3 })).RequestId.Should().Be("r-2");
        _service.Requests.Should().HaveCount(3);
    }

    [Fact]
    public async Task Pauses_double_up_to_the_longest_and_are_drawn()
    {
        for (var attempt = 0; attempt < 5; attempt++)
            _service.Answer("{}", HttpStatusCode.InternalServerError);
        var options = new AwsCallOptions { MaximumAttempts = 5, FirstPause = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromSeconds(4), Budget = TimeSpan.FromMinutes(1) };
        var asking = FailAsync(options, draw: () => 0.5);
        foreach (var (pause, attempts) in new[] { (0.5, 2), (1, 3), (2, 4), (2, 5) })
        {
            _service.Requests.Should().HaveCount(attempts - 1);
            _time.Advance(TimeSpan.FromSeconds(pause) - TimeSpan.FromMilliseconds(1));
            _service.Requests.Should().HaveCount(attempts - 1);
            _time.Advance(TimeSpan.FromMilliseconds(1));
            await _service.ArrivedAsync(attempts);
        }
        (await asking).StatusCode.Should().Be(HttpStatusCode.InternalServerError);
    }

    [Fact]
    public async Task No_pause_begins_that_would_end_after_the_budget()
    {
        _service.Answer("{}", HttpStatusCode.InternalServerError).Answer(Yes);
        await FailAsync(new() { FirstPause = TimeSpan.FromSeconds(10), LongestPause = TimeSpan.FromSeconds(10), Budget = TimeSpan.FromSeconds(9) }, draw: () => 0.99);
        _service.Requests.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_service_that_says_nothing_is_given_up_at_the_end_of_the_budget()
    {
        _service.Hang().Hang().Hang();
        var asking = FailAsync(new() { AttemptTimeout = TimeSpan.FromSeconds(4), Budget = TimeSpan.FromSeconds(10) });
        foreach (var attempt in new[] { 2, 3 })
        {
            _time.Advance(TimeSpan.FromSeconds(4));
            await _service.ArrivedAsync(attempt);
        }
        _time.Advance(TimeSpan.FromSeconds(2));
        var error = await asking;
        error.ErrorCode.Should().Be(AwsCallException.NoAnswer);
        error.Message.Should().Be("Step Functions gave no answer within 2 s.");
    }

    [Fact]
    public async Task The_callers_own_cancellation_stays_a_cancellation()
    {
        using var giveUp = new CancellationTokenSource();
        _service.Hang();
        var asking = Caller().CallAsync("Ask", new Question("why"), TestShapes.Default.Question, TestShapes.Default.Answer, giveUp.Token);
        await giveUp.CancelAsync();
        await asking.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData("<html>secret</html>")]
    [InlineData("""{"Value":null,"other":"secret"}""")]
    [InlineData("""{"other":"secret"}""")]
    [InlineData("null")]
    public async Task An_answer_that_cannot_be_read_is_not_quoted(string body)
    {
        _service.Answer(body);
        var error = await FailAsync(new() { MaximumAttempts = 1 });
        error.ErrorCode.Should().Be(AwsCallException.UnreadableAnswer);
        error.ToString().Should().NotContain("secret");
    }

    [Theory]
    [InlineData(15, true)]
    [InlineData(14, false)]
    public async Task An_answer_longer_than_the_limit_is_refused(int limit, bool isRead)
    {
        _service.Answer(Yes);
        var asking = () => AskAsync(options: new() { MaximumAttempts = 1, MaximumAnswerBytes = limit });
        if (isRead)
            (await asking()).Value.Should().Be("yes");
        else
            (await asking.Should().ThrowAsync<AwsCallException>()).WithMessage("*longer than 14 bytes*");
    }

    [Fact]
    public async Task Without_credentials_nothing_is_sent()
    {
        var caller = new AwsJsonCaller(new HttpClient(_service), AwsJsonService.StepFunctions(Example.Region), new AnonymousAWSCredentials(), new() { MaximumAttempts = 2 }, _time, () => 0);
        var asking = () => caller.CallAsync("Ask", new Question("why"), TestShapes.Default.Question, TestShapes.Default.Answer, default);
        (await asking.Should().ThrowAsync<AwsCallException>()).Which.ErrorCode.Should().Be(AwsCallException.CredentialsUnavailable);
        _service.Requests.Should().BeEmpty();
    }

    private AwsJsonCaller Caller(AwsJsonService? service = null, AwsCallOptions? options = null, Func<double>? draw = null) =>
        new(new HttpClient(_service), service ?? AwsJsonService.StepFunctions(Example.Region), Example.Credentials(), options ?? new(), _time, draw ?? (() => 0));

    private Task<Answer> AskAsync(AwsJsonService? service = null, AwsCallOptions? options = null, Func<double>? draw = null) =>
        Caller(service, options, draw).CallAsync("Ask", new Question("why"), TestShapes.Default.Question, TestShapes.Default.Answer, default);

    private async Task<AwsCallException> FailAsync(AwsCallOptions? options = null, Func<double>? draw = null)
    {
        var asking = AskAsync(null, options, draw);
        return (await asking.Awaiting(task => task).Should().ThrowAsync<AwsCallException>()).Which;
    }
}
