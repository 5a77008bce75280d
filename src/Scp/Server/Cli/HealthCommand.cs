using System.CommandLine;
using System.Net;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Cli;

/// <summary><c>storescp health</c>: asks the server on this machine whether it lives; for schedulers whose check is a command within the container.</summary>
internal static class HealthCommand
{
    /// <summary>Below the five seconds that Amazon ECS gives a check.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    public static Command Create(CommandContext context)
    {
        var command = new Command("health", "Ask the server of this machine whether it lives: exit code 0 or 1");
        HelpExamples.AddTo(command, "storescp health", "storescp health --Admin:Url=http://127.0.0.1:8080");
        command.SetAction((_, cancellation) => RunAsync(context, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        var url = AddressOf(context.RequireOptions().Admin);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        using var limit = new CancellationTokenSource(Timeout, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var response = await http.GetAsync(url, either.Token);
            if (!response.IsSuccessStatusCode)
                throw new CommandException(ExitCode.Failed, $"{url} answered {(int)response.StatusCode}.");
            await context.Output.WriteLineAsync("live");
            return ExitCode.Success;
        }
        catch (HttpRequestException e)
        {
            throw new CommandException(ExitCode.Failed, $"{url} cannot be asked: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested)
        {
            throw new CommandException(ExitCode.Failed, $"{url} did not answer within {Timeout.TotalSeconds:0} s.", e);
        }
    }

    /// <summary>A server that listens on all addresses is asked on the loopback one.</summary>
    private static Uri AddressOf(AdminOptions admin)
    {
        if (admin.Url is not { Port: > 0 } url)
            throw new CommandException(ExitCode.Usage, "Admin:Url has no port that could be asked; allowed with `health`: an http address with a port.");
        var isAny = IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));
        return new UriBuilder(url) { Host = isAny ? "127.0.0.1" : url.Host, Path = "/health/live" }.Uri;
    }
}
