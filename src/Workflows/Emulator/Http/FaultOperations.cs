using System.Text.Json.Nodes;

namespace StoreScp.Emulator;

/// <summary>The fault switches over HTTP: GET shows them, POST sets those that it names. Not part of HealthImaging.</summary>
internal sealed class FaultOperations(EmulatorFaults faults)
{
    private const int Maximum = 1_000_000;

    public Task GetAsync(ApiRequest request) => request.AnswerAsync(Show());

    public async Task SetAsync(ApiRequest request)
    {
        JsonFields body = await request.ReadBodyAsync();
        JsonObject known = Show();
        if (body.Json.Any(member => !known.ContainsKey(member.Key))) throw ApiException.Validation("There is no such fault switch");
        faults.ThrottleStarts = Count(body, "throttleStarts") ?? faults.ThrottleStarts;
        faults.FailJobs = Count(body, "failJobs") ?? faults.FailJobs;
        faults.JobFailureMessage = body.Text("jobFailureMessage") ?? faults.JobFailureMessage;
        faults.ManifestDelay = Amount(body, "manifestDelaySeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : faults.ManifestDelay;
        if (body.Has("fileErrors")) faults.FileErrors = [.. body.Objects("fileErrors").Select(FileError)];
        faults.SlowFactor = Amount(body, "slowFactor") ?? faults.SlowFactor;
        faults.ForgetClientTokens = body.Flag("forgetClientTokens") ?? faults.ForgetClientTokens;
        faults.SerialiseStudies = body.Flag("serialiseStudies") ?? faults.SerialiseStudies;
        faults.OmitWarnedFromSuccess = body.Flag("omitWarnedFromSuccess") ?? faults.OmitWarnedFromSuccess;
        faults.OmitEmptyResultFiles = body.Flag("omitEmptyResultFiles") ?? faults.OmitEmptyResultFiles;
        faults.UnknownFields = body.Flag("unknownFields") ?? faults.UnknownFields;
        faults.InconsistentMetadataReads = Count(body, "inconsistentMetadataReads") ?? faults.InconsistentMetadataReads;
        await GetAsync(request);
    }

    private JsonObject Show() => new()
    {
        ["throttleStarts"] = faults.ThrottleStarts,
        ["failJobs"] = faults.FailJobs,
        ["jobFailureMessage"] = faults.JobFailureMessage,
        ["manifestDelaySeconds"] = faults.ManifestDelay.TotalSeconds,
        ["fileErrors"] = new JsonArray([.. faults.FileErrors.Select(fault => new JsonObject
        {
            ["keyContains"] = fault.KeyContains,
            ["isServerError"] = fault.IsServerError,
            ["message"] = fault.Message,
        })]),
        ["slowFactor"] = faults.SlowFactor,
        ["forgetClientTokens"] = faults.ForgetClientTokens,
        ["serialiseStudies"] = faults.SerialiseStudies,
        ["omitWarnedFromSuccess"] = faults.OmitWarnedFromSuccess,
        ["omitEmptyResultFiles"] = faults.OmitEmptyResultFiles,
        ["unknownFields"] = faults.UnknownFields,
        ["inconsistentMetadataReads"] = faults.InconsistentMetadataReads,
    };

    private static KeyFault FileError(JsonFields fault)
    {
        string contains = fault.Text("keyContains") ?? throw JsonFields.Missing("keyContains");
        var made = new KeyFault(contains, fault.Flag("isServerError") ?? false);
        return fault.Text("message") is { } message ? made with { Message = message } : made;
    }

    private static int? Count(JsonFields body, string name) => Amount(body, name) switch
    {
        null => null,
        { } amount when double.IsInteger(amount) => (int)amount,
        _ => throw ApiException.Validation($"{name} is no whole number"),
    };

    private static double? Amount(JsonFields body, string name) =>
        body.Number(name) is not (< 0 or > Maximum) and var amount ? amount : throw ApiException.Validation($"{name} is not 0 to {Maximum}");
}
