using System.Net;
using System.Text;
using Amazon.Runtime;
using Microsoft.Extensions.Time.Testing;
using StoreScp.AwsCalls;
using StoreScp.Storage.Aws;
using StoreScp.Storage.Aws.Secrets;

namespace StoreScp.Storage.Tests.Aws;

/// <summary>How long a secret is known, on a clock of the test's.</summary>
public sealed class SecretsManagerCacheTests : IDisposable
{
    private readonly FakeService _service = new();
    private readonly FakeTimeProvider _time = new();
    private readonly SecretsManagerSource _source;

    public SecretsManagerCacheTests() => _source = new(
        new HttpClient(_service), new AwsAccess("eu-west-1", new BasicAWSCredentials("test", "test")), new(), _time, new AwsCallOptions { MaximumAttempts = 1 });

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task A_secret_is_asked_for_again_after_five_minutes()
    {
        AnswerWith("one").AnswerWith("two");
        (await GetAsync()).Should().Be("one");
        _time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        (await GetAsync()).Should().Be("one");
        _time.Advance(TimeSpan.FromTicks(1));
        (await GetAsync()).Should().Be("two");
    }

    [Fact]
    public async Task While_the_service_is_in_trouble_a_known_secret_is_given_for_an_hour()
    {
        AnswerWith("one").Fail(500).Fail(500).Fail(500);
        await GetAsync();
        _time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        (await GetAsync()).Should().Be("one");
        await _source.Awaiting(source => source.ReloadAsync("key", default).AsTask()).Should().ThrowAsync<StorageUnavailableException>("who reloads wants the new one");
        _time.Advance(TimeSpan.FromTicks(1));
        await FluentActions.Awaiting(GetAsync).Should().ThrowAsync<StorageUnavailableException>();
    }

    [Fact]
    public async Task A_right_that_was_taken_ends_the_secret_at_once()
    {
        AnswerWith("one").Fail(400, "AccessDeniedException").Fail(500);
        await GetAsync();
        _time.Advance(TimeSpan.FromMinutes(5));
        await FluentActions.Awaiting(GetAsync).Should().ThrowAsync<SecretMissingException>();
        await FluentActions.Awaiting(GetAsync).Should().ThrowAsync<StorageUnavailableException>("nothing is known any more");
    }

    [Fact]
    public async Task Those_who_ask_at_the_same_time_ask_the_service_once()
    {
        var answer = new TaskCompletionSource();
        _service.Answer(async _ =>
        {
            await answer.Task;
            return new HttpResponseMessage { Content = new StringContent(Value("one")) };
        });
        var asking = Enumerable.Range(0, 5).Select(_ => GetAsync()).ToList();
        answer.SetResult();
        (await Task.WhenAll(asking)).Should().AllBe("one");
        _service.Requests.Should().HaveCount(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("../ä")]
    public async Task A_name_that_is_none_is_not_sent(string name)
    {
        await _source.Awaiting(source => source.GetAsync(name, default).AsTask()).Should().ThrowAsync<SecretMissingException>();
        _service.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task An_empty_secret_is_none()
    {
        _service.Answer("""{"VersionId":"v","SecretString":""}""");
        await FluentActions.Awaiting(GetAsync).Should().ThrowAsync<SecretMissingException>();
    }

    private async Task<string> GetAsync() => Encoding.UTF8.GetString((await _source.GetAsync("key", default)).Value.Span);

    private SecretsManagerCacheTests AnswerWith(string value)
    {
        _service.Answer(Value(value));
        return this;
    }

    private SecretsManagerCacheTests Fail(int status, string code = "InternalServiceError")
    {
        _service.Answer($$"""{"__type":"{{code}}"}""", (HttpStatusCode)status);
        return this;
    }

    private static string Value(string value) => $$"""{"VersionId":"v-{{value}}","SecretString":"{{value}}"}""";
}
