using System.Net.Http.Json;
using System.Text.Json;

namespace StoreScp.Server.ScaleIn;

/// <summary>The container agent beside a task of Amazon ECS, which sets the task's scale-in protection (<c>$ECS_AGENT_URI/task-protection/v1/state</c>).</summary>
internal sealed class EcsAgent : IDisposable
{
    /// <summary>The variable that ECS gives every container of a task.</summary>
    public const string Variable = "ECS_AGENT_URI";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = 64 << 10,
    };

    private readonly Uri _state;
    private readonly TimeProvider _time;

    public EcsAgent(Uri agent, TimeProvider time) =>
        (_state, _time) = (new Uri(agent.AbsoluteUri.TrimEnd('/') + "/task-protection/v1/state"), time);

    /// <summary>Null when the process is no task of ECS.</summary>
    public static EcsAgent? OfEnvironment(TimeProvider time) =>
        Uri.TryCreate(Environment.GetEnvironmentVariable(Variable), UriKind.Absolute, out var agent) && agent.Scheme == Uri.UriSchemeHttp
            ? new EcsAgent(agent, time)
            : null;

    /// <summary>Protects the task for so long from now on; null takes the protection away.</summary>
    /// <exception cref="EcsAgentException">The agent did not do it within 5 s.</exception>
    public async Task ProtectAsync(TimeSpan? duration, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var wanted = duration is { } protectedFor
                ? new TaskProtectionState { ProtectionEnabled = true, ExpiresInMinutes = (int)protectedFor.TotalMinutes }
                : new TaskProtectionState { ProtectionEnabled = false };
            using var response = await _http.PutAsJsonAsync(_state, wanted, EcsJson.Default.TaskProtectionState, either.Token);
            // A refusal of ECS itself comes with status 200 and a member "failure".
            var answer = await response.Content.ReadFromJsonAsync(EcsJson.Default.TaskProtectionAnswer, either.Token);
            if (!response.IsSuccessStatusCode || answer?.Protection?.ProtectionEnabled != wanted.ProtectionEnabled)
                throw new EcsAgentException($"it answered {(int)response.StatusCode} {answer?.Failure?.Reason ?? answer?.Error?.Code}".TrimEnd());
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException or NotSupportedException)
        {
            throw new EcsAgentException(e.Message, e);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new EcsAgentException($"no answer within {Timeout.TotalSeconds:0} s", e);
        }
    }

    public void Dispose() => _http.Dispose();
}
