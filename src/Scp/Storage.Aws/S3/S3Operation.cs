namespace StoreScp.Storage.Aws.S3;

/// <summary>One operation on the bucket: its requests, their further attempts and the pauses between them share one budget of time.</summary>
internal sealed class S3Operation : IDisposable
{
    private readonly S3Bucket _bucket;
    private readonly string _what;
    private readonly TimeSpan _budget;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _either;

    public S3Operation(S3Bucket bucket, string what, TimeSpan budget, CancellationToken cancellation)
    {
        _bucket = bucket;
        _what = what;
        _budget = budget;
        _caller = cancellation;
        _deadline = new CancellationTokenSource(budget, bucket.Time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, cancellation);
    }

    /// <summary>An attempt ended without an answer that tells what became of it: it may have taken effect.</summary>
    public bool IsUncertain { get; private set; }

    /// <summary>Sends a request until it is answered, or the budget is used up.</summary>
    /// <param name="permission">What it takes in IAM, such as <c>s3:PutObject</c>.</param>
    /// <param name="send">One attempt; it builds its request anew.</param>
    /// <param name="mayBeLeft">Whether an attempt that does not heed its token is left to itself; not where it writes into the caller's memory.</param>
    /// <exception cref="S3FaultException">404 or 412.</exception>
    /// <exception cref="StorageUnavailableException">S3 refuses, or does not answer in time.</exception>
    public async Task<T> RunAsync<T>(string permission, Func<CancellationToken, Task<T>> send, bool mayBeLeft = true)
    {
        for (var attempt = 1; ; attempt++)
        {
            S3Fault fault;
            using var timeout = new CancellationTokenSource(_bucket.Options.RequestTimeout, _bucket.Time);
            using var request = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _either.Token);
            try
            {
                // Whatever holds the request up inside the SDK (credentials, say), nobody waits longer.
                var sending = send(request.Token);
                return await (mayBeLeft ? sending.WaitAsync(request.Token) : sending);
            }
            catch (Exception error) when (FaultOf(error, request.Token) is { } found)
            {
                fault = found;
            }
            IsUncertain |= fault.IsTransient || _either.IsCancellationRequested;
            _caller.ThrowIfCancellationRequested();
            if (fault.IsMissing || fault.IsPreconditionFailed)
                throw new S3FaultException(fault);
            if (!fault.IsTransient)
                throw Refused(permission, fault);
            if (attempt == _bucket.Options.MaximumAttempts || _deadline.IsCancellationRequested)
                throw Unavailable(fault, attempt);
            await PauseAsync(attempt, fault);
        }
    }

    public StorageUnavailableException Unavailable(string why) => new($"{_what} in bucket '{_bucket.Name}': {why}.");

    public void Dispose()
    {
        _either.Dispose();
        _deadline.Dispose();
    }

    private static S3Fault? FaultOf(Exception error, CancellationToken request) =>
        request.IsCancellationRequested ? S3Fault.TimedOut : S3Fault.Of(error);

    // All of it random: clients that failed together do not come back together.
    private async Task PauseAsync(int attempt, S3Fault fault)
    {
        var options = _bucket.Options;
        var longest = Math.Min(options.MaximumRetryDelay.TotalMilliseconds, options.RetryDelay.TotalMilliseconds * Math.Pow(2, attempt - 1));
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(longest * Random.Shared.NextDouble()), _bucket.Time, _either.Token);
        }
        catch (OperationCanceledException) when (!_caller.IsCancellationRequested)
        {
            throw Unavailable(fault, attempt);
        }
    }

    private StorageUnavailableException Unavailable(S3Fault fault, int attempts) =>
        Unavailable($"{fault}, after {(attempts == 1 ? "one attempt" : $"{attempts} attempts")} within {_budget.TotalSeconds:0.#} s");

    private StorageUnavailableException Refused(string permission, S3Fault fault) => Unavailable(fault.Code switch
    {
        "NoSuchBucket" => $"{fault}; there is no such bucket in this region, see the setting of the bucket's name",
        "AccessDenied" or "Forbidden" or "AllAccessDisabled" => $"{fault}; the server's role needs {permission}{KeyPermissions}",
        "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "ExpiredToken" or "InvalidToken" => $"{fault}; the credentials are not valid (any more)",
        "RequestTimeTooSkewed" => $"{fault}; the clock of this machine is wrong",
        "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" => $"{fault}; the bucket is in another region, see the setting of the region",
        _ when fault.Code.StartsWith("KMS.", StringComparison.Ordinal) => $"{fault}; see the key of the setting KmsKeyId and its policy",
        _ => fault.ToString(),
    });

    private string KeyPermissions => _bucket.Options.KmsKeyId is null ? "" : ", and on the KMS key kms:GenerateDataKey and kms:Decrypt";
}
