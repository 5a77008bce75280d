using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using StoreScp.Server.ScaleIn;
using StoreScp.Server.Settings;
using StoreScp.Server.Tests.Logging;

namespace StoreScp.Server.Tests.ScaleIn;

public sealed class TaskProtectionTests : IAsyncLifetime
{
    private const string On = """PUT /api/0123/task-protection/v1/state {"ProtectionEnabled":true,"ExpiresInMinutes":60}""";
    private const string Off = """PUT /api/0123/task-protection/v1/state {"ProtectionEnabled":false}""";

    private readonly FakeTimeProvider _time = new();
    private readonly CapturedLog<TaskProtection> _log = new();
    private FakeEcsAgent _fake = null!;
    private EcsAgent _agent = null!;
    private TaskProtection _protection = null!;
    private bool _hasWork;

    public async ValueTask InitializeAsync()
    {
        _fake = await FakeEcsAgent.StartAsync();
        _agent = new EcsAgent(_fake.Url, _time);
        _protection = new TaskProtection(new ScaleInOptions(), _agent, () => _hasWork, _time, _log);
    }

    public async ValueTask DisposeAsync()
    {
        _agent.Dispose();
        await _fake.DisposeAsync();
    }

    [Fact]
    public async Task An_idle_task_asks_for_nothing()
    {
        await CheckAsync(times: 100);

        _fake.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task The_first_work_protects_once_and_half_the_time_later_again()
    {
        _hasWork = true;
        await CheckAsync(times: 10);
        _fake.Requests.Should().Equal(On);

        _time.Advance(TimeSpan.FromMinutes(30));
        await CheckAsync(times: 10);

        _fake.Requests.Should().Equal(On, On);
    }

    [Fact]
    public async Task The_protection_goes_when_nothing_has_been_in_hand_for_the_idle_time()
    {
        _hasWork = true;
        await CheckAsync();
        _hasWork = false;
        await CheckAsync(times: 28);
        _fake.Requests.Should().Equal(On);

        await CheckAsync(times: 10);

        _fake.Requests.Should().Equal(On, Off);
    }

    [Fact]
    public async Task Work_within_the_idle_time_keeps_the_protection()
    {
        for (var association = 0; association < 5; association++)
        {
            _hasWork = true;
            await CheckAsync();
            _hasWork = false;
            await CheckAsync(times: 20);
        }

        _fake.Requests.Should().Equal(On);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, """{"requestID":"1","failure":{"Arn":"arn","Detail":null,"Reason":"TASK_NOT_VALID"}}""", "200 TASK_NOT_VALID")]
    [InlineData(HttpStatusCode.BadRequest, """{"requestID":"1","error":{"Arn":"arn","Code":"AccessDeniedException","Message":"no"}}""", "400 AccessDeniedException")]
    [InlineData(HttpStatusCode.OK, """{"protection":{"ProtectionEnabled":false}}""", "answered 200")]
    [InlineData(HttpStatusCode.InternalServerError, "<html>", "invalid")]
    public async Task A_refusal_is_one_warning_and_tried_again_every_ten_seconds(HttpStatusCode status, string body, string why)
    {
        _fake.Refusal = (status, body);
        _hasWork = true;

        await CheckAsync(times: 25);
        _fake.Requests.Should().Equal(On, On, On);
        _log.Lines.Should().ContainSingle(line => line.Level == LogLevel.Warning).Which.Text.Should().Contain(why);

        _fake.Refusal = null;
        await CheckAsync(times: 25);
        _fake.Requests.Should().Equal(On, On, On, On);
    }

    [Fact]
    public async Task An_agent_that_does_not_answer_is_given_up_after_five_seconds()
    {
        _fake.Hangs = true;
        _hasWork = true;
        var check = _protection.CheckAsync(TestContext.Current.CancellationToken);
        await UntilAskedAsync(1);

        _time.Advance(TimeSpan.FromSeconds(5));

        await check;
        _log.Lines.Should().ContainSingle(line => line.Text.Contains("no answer within 5 s"));
    }

    [Fact]
    public async Task An_agent_that_is_not_there_is_one_warning()
    {
        await _fake.DisposeAsync();
        _hasWork = true;

        await CheckAsync(times: 25);

        _log.Lines.Should().ContainSingle(line => line.Level == LogLevel.Warning);
    }

    [Fact]
    public async Task A_drain_takes_the_protection_away()
    {
        _hasWork = true;
        using var stop = new CancellationTokenSource();
        var running = _protection.RunAsync(stop.Token);
        await UntilAskedAsync(1);

        await stop.CancelAsync();

        await running;
        _fake.Requests.Should().Equal(On, Off);
    }

    private async Task CheckAsync(int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            await _protection.CheckAsync(TestContext.Current.CancellationToken);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private async Task UntilAskedAsync(int requests)
    {
        while (true)
        {
            lock (_fake.Requests)
            {
                if (_fake.Requests.Count >= requests)
                    return;
            }
            await Task.Yield();
        }
    }
}
