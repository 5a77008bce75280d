using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using StoreScp.Cloud.Lambda;

namespace StoreScp.Cloud.Tests;

/// <summary>Invoke on one side, the runtime API on the other.</summary>
public sealed class LambdaServiceTests : IAsyncLifetime
{
    private const string Next = "/2018-06-01/runtime/invocation/next";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly HttpClient _http = new();
    private LambdaService? _lambda;

    private LambdaService Lambda => _lambda!;

    public async ValueTask InitializeAsync() => _lambda = await LambdaService.StartAsync("us-east-1", "123456789012", _time);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Lambda.DisposeAsync();
    }

    [Theory]
    [InlineData("Work")]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:Work")]
    public async Task A_result_goes_back_to_the_caller(string name)
    {
        var runtime = await Lambda.CreateFunctionAsync(new FunctionOptions("Work", "Work"));
        var call = InvokeAsync(name, """{"batchId":"1"}""");
        using var next = await NextAsync(runtime);

        (await next.Content.ReadAsStringAsync()).Should().Be("""{"batchId":"1"}""");
        Header(next, "Lambda-Runtime-Invoked-Function-Arn").Should().Be(Lambda.ArnOf("Work"));
        Header(next, "Lambda-Runtime-Deadline-Ms").Should().Be($"{(_time.GetUtcNow() + TimeSpan.FromSeconds(60)).ToUnixTimeMilliseconds()}");
        (await AnswerAsync(runtime, next, "response", """{"done":true}""")).Should().Be(HttpStatusCode.Accepted);
        using var answer = await call;
        answer.Headers.Contains("X-Amz-Function-Error").Should().BeFalse();
        (await answer.Content.ReadAsStringAsync()).Should().Be("""{"done":true}""");
        (await AnswerAsync(runtime, next, "response", "{}")).Should().Be(HttpStatusCode.BadRequest, "it has been answered");
    }

    [Fact]
    public async Task A_functions_error_is_an_answer_that_says_so()
    {
        var runtime = await Lambda.CreateFunctionAsync(new FunctionOptions("Work", "Work"));
        var call = InvokeAsync("Work", "{}");
        using var next = await NextAsync(runtime);
        await AnswerAsync(runtime, next, "error", """{"errorType":"Storage.Unavailable","errorMessage":"for now"}""");

        (await ErrorTypeAsync(call)).Should().Be("Storage.Unavailable");
    }

    [Fact]
    public async Task An_invocation_that_is_not_answered_in_time_times_out()
    {
        var runtime = await Lambda.CreateFunctionAsync(new FunctionOptions("Work", "Work") { Timeout = TimeSpan.FromSeconds(7) });
        var call = InvokeAsync("Work", "{}");
        using var next = await NextAsync(runtime);
        _time.Advance(TimeSpan.FromSeconds(7));

        (await ErrorTypeAsync(call)).Should().Be("Sandbox.Timedout");
    }

    [Fact]
    public async Task A_process_that_ends_fails_what_it_was_called_for()
    {
        await Lambda.CreateFunctionAsync(new FunctionOptions("Work", "Work") { Command = ["/bin/sh", "-c", "echo as told >&2; exit 3"] });

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var answer = await ErrorAsync(InvokeAsync("Work", "{}"));
            ((string)answer["errorType"]!).Should().Be("Runtime.ExitError");
            ((string)answer["errorMessage"]!).Should().Contain("exit status 3").And.Contain("as told");
        }
    }

    [Fact]
    public async Task What_waits_behind_a_call_that_ended_its_process_gets_another_process()
    {
        using var folder = new TemporaryFolder();
        const string takeOneAndEnd = """
            echo started >> "$0"
            exec 3<>"/dev/tcp/${AWS_LAMBDA_RUNTIME_API%:*}/${AWS_LAMBDA_RUNTIME_API#*:}"
            printf 'GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: runtime\r\n\r\n' >&3
            head -c 1 <&3 > /dev/null
            exit 4
            """;
        await Lambda.CreateFunctionAsync(new FunctionOptions("Work", "Work") { Command = ["bash", "-c", takeOneAndEnd, folder["starts"]] });

        foreach (var answer in await Task.WhenAll(ErrorAsync(InvokeAsync("Work", "{}")), ErrorAsync(InvokeAsync("Work", "{}"))))
            ((string)answer["errorType"]!).Should().Be("Runtime.ExitError");

        (await File.ReadAllLinesAsync(folder["starts"])).Should().HaveCount(2);
    }

    [Fact]
    public async Task An_error_of_the_start_fails_what_waits()
    {
        var runtime = await Lambda.CreateFunctionAsync(new FunctionOptions("Work", "Work"));
        var call = InvokeAsync("Work", "{}");
        while (!call.IsCompleted)
        {
            using var told = await _http.PostAsync(new Uri(runtime, "/2018-06-01/runtime/init/error"), Json("""{"errorType":"Settings.Invalid","errorMessage":"no region"}"""));
            told.StatusCode.Should().Be(HttpStatusCode.Accepted);
        }

        (await ErrorTypeAsync(call)).Should().Be("Settings.Invalid");
    }

    [Fact]
    public async Task A_function_that_is_not_there_is_not_found()
    {
        using var answer = await InvokeAsync("Nobody", "{}");

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        Header(answer, "x-amzn-ErrorType").Should().Be("ResourceNotFoundException");
    }

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private Task<HttpResponseMessage> InvokeAsync(string name, string payload) =>
        _http.PostAsync(new Uri(Lambda.Url, $"/2015-03-31/functions/{Uri.EscapeDataString(name)}/invocations"), Json(payload));

    private Task<HttpResponseMessage> NextAsync(Uri runtime) => _http.GetAsync(new Uri(runtime, Next));

    private async Task<HttpStatusCode> AnswerAsync(Uri runtime, HttpResponseMessage next, string what, string payload)
    {
        using var answer = await _http.PostAsync(new Uri(runtime, $"/2018-06-01/runtime/invocation/{Header(next, "Lambda-Runtime-Aws-Request-Id")}/{what}"), Json(payload));
        return answer.StatusCode;
    }

    private static async Task<string> ErrorTypeAsync(Task<HttpResponseMessage> call) => (string)(await ErrorAsync(call))["errorType"]!;

    private static async Task<JsonNode> ErrorAsync(Task<HttpResponseMessage> call)
    {
        using var answer = await call;
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        Header(answer, "X-Amz-Function-Error").Should().Be("Unhandled");
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }
}
