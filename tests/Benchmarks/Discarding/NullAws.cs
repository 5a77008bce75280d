using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using StoreScp.Benchmarks.Measuring;
using StoreScp.Benchmarks.Servers;

namespace StoreScp.Benchmarks.Discarding;

/// <summary>An nginx that answers as S3 and DynamoDB would, reads every body to its end, and keeps none.</summary>
public sealed class NullAws : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);

    private readonly NullAwsFiles _files;
    private readonly Process _process;
    private bool _isDisposed;

    private NullAws(NullAwsFiles files, Process process, Uri endpoint)
    {
        _files = files;
        _process = process;
        Endpoint = endpoint;
        Processes = new ProcessTree(process.Id);
    }

    /// <summary>Of every service.</summary>
    public Uri Endpoint { get; }

    /// <summary>PEM, what a client must trust; there is no other use for it.</summary>
    public string CertificateFile => _files.Certificate;

    public ProcessTree Processes { get; }

    /// <param name="isEncrypted">With TLS, as AWS has it.</param>
    /// <exception cref="InvalidOperationException">There is no nginx, or it does not start; the text says what to do.</exception>
    public static async Task<NullAws> StartAsync(bool isEncrypted, CancellationToken cancellation)
    {
        var files = NullAwsFiles.Create();
        var port = FreePort.Find();
        NullAwsCertificate.Write(files);
        await File.WriteAllTextAsync(files.Configuration, NullAwsConfiguration.Text(files, port, isEncrypted), cancellation);
        var aws = new NullAws(files, Start(files), new Uri($"{(isEncrypted ? "https" : "http")}://127.0.0.1:{port}"));
        try
        {
            await aws.WaitUntilItAnswersAsync(cancellation);
            return aws;
        }
        catch
        {
            await aws.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it, after which its log is complete.</summary>
    public async Task<IReadOnlyList<DiscardedRequest>> StopAsync()
    {
        if (!_process.HasExited)
        {
            _ = LinuxCalls.Kill(_process.Id, LinuxCalls.SigTerm);
            await _process.WaitForExitAsync();
        }
        return DiscardedRequest.ReadAll(_files.AccessLog);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (!_process.HasExited)
            await StopAsync();
        _process.Dispose();
        _files.Delete();
    }

    private static Process Start(NullAwsFiles files)
    {
        // Debian keeps it where only root looks for programs.
        var program = File.Exists("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx";
        try
        {
            return Process.Start(new ProcessStartInfo(program, ["-p", files.Folder, "-c", files.Configuration, "-e", files.ErrorLog]))!;
        }
        catch (Win32Exception missing)
        {
            files.Delete();
            throw new InvalidOperationException("ours+s3 needs nginx, which is not installed: apt-get install nginx (the harness starts its own, with its own configuration).", missing);
        }
    }

    private async Task WaitUntilItAnswersAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(StartLimit);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        do
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"nginx exited with code {_process.ExitCode}:\n{File.ReadAllText(_files.ErrorLog)}");
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(Endpoint.Host, Endpoint.Port, limit.Token);
                return;
            }
            catch (SocketException)
            {
                // It does not listen yet.
            }
        }
        while (await pause.WaitForNextTickAsync(limit.Token));
    }
}
