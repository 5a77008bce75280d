using System.Text.Json.Nodes;

namespace StoreScp.LocalRunner.Tests.Support;

/// <summary>A life of a batch in the import workflow: what each Task answers, and how it ends.</summary>
/// <param name="Answers">By Task; the last answer of each repeats.</param>
public sealed record ImportScenario(string Name, WorkflowStatus Status, IReadOnlyDictionary<string, Answer[]> Answers)
{
    public const string Input = """{"batchId":"0190c2b0a1b27c3d8e4f5a6b7c8d9e0f","datastoreId":"0123456789abcdef0123456789abcdef","execution":1,"pollSeconds":20}""";

    private static readonly Answer Submitted = Job("SUBMITTED");
    private static readonly Answer InProgress = Job("IN_PROGRESS");
    private static readonly Answer Completed = Job("COMPLETED");
    private static readonly Answer JobFailed = Job("FAILED");
    private static readonly Answer Throttled = Answer.Fails("MedicalImaging.ThrottlingException");
    private static readonly Answer OverQuota = Answer.Fails("MedicalImaging.ServiceQuotaExceededException");

    private static readonly Dictionary<string, Answer[]> Usual = new()
    {
        ["StartImportJob"] = [Submitted],
        ["GetImportJob"] = [InProgress, InProgress, Completed],
        ["ReadResults"] = [Answer.Of("""{"imported":10,"failed":0}""")],
        ["RecordResults"] = [Answer.Of("""{"imported":10,"failed":0,"quarantined":0,"serverErrors":0,"unaccounted":0}""")],
        ["RedriveFiles"] = [Answer.Of("""{"batchId":"0190c2b0a1b27c3d8e4f5a6b7c8d9e10"}""")],
        ["CloseBatch"] = [Answer.Of("{}")],
        ["HandleFailedJob"] = [Answer.Of("""{"retry":false}""")],
        ["FailBatch"] = [Answer.Of("{}")],
    };

    public static IReadOnlyList<ImportScenario> All { get; } =
    [
        Ends("normal", WorkflowStatus.Succeeded),
        Ends("throttled start", WorkflowStatus.Succeeded, ("StartImportJob", [Throttled, OverQuota, Throttled, Submitted])),
        Ends("late manifest", WorkflowStatus.Succeeded, ("ReadResults", [Answer.Fails("Results.NotYet"), Answer.Fails("Results.NotYet"), Usual["ReadResults"][0]])),
        Ends("failed job, then a good one", WorkflowStatus.Succeeded,
            ("GetImportJob", [InProgress, JobFailed, InProgress, Completed]), ("HandleFailedJob", [Answer.Of("""{"retry":true}""")])),
        Ends("failed for good", WorkflowStatus.Failed, ("GetImportJob", [JobFailed])),
        Ends("redrive", WorkflowStatus.Succeeded, ("RecordResults", [Answer.Of("""{"imported":7,"failed":3,"quarantined":0,"serverErrors":3,"unaccounted":0}""")])),
        Ends("refused start", WorkflowStatus.Failed, ("StartImportJob", [Answer.Fails("MedicalImaging.AccessDeniedException")])),
        Ends("fault in a function, and FailBatch at its third attempt", WorkflowStatus.Failed,
            ("RecordResults", [Answer.Fails("FormatException")]), ("FailBatch", [Answer.Fails("Storage.Unavailable"), Answer.Fails("Anything"), Answer.Of("{}")])),
        Ends("manifest that never comes", WorkflowStatus.Failed, ("ReadResults", [Answer.Fails("Results.NotYet")])),
        Ends("batch that cannot even be failed", WorkflowStatus.Failed,
            ("StartImportJob", [Answer.Fails("MedicalImaging.ValidationException")]), ("FailBatch", [Answer.Fails("Storage.Unavailable")])),
    ];

    /// <param name="answersGiven">Tasks called before, in order: their answers are not given again.</param>
    /// <param name="inTask">Called within each Task.</param>
    internal Script Script(IReadOnlyList<string>? answersGiven = null, Action<string>? inTask = null)
    {
        var script = new Script();
        foreach (var (task, answers) in Answers)
        {
            var given = answersGiven?.Count(name => name == task) ?? 0;
            script.With(task, inTask, answers[Math.Min(given, answers.Length - 1)..]);
        }
        return script;
    }

    public override string ToString() => Name;

    private static Answer Job(string status) => Answer.Of($$"""{"jobName":"b","jobId":"0123456789abcdef0123456789abcdef","jobStatus":"{{status}}"}""");

    private static ImportScenario Ends(string name, WorkflowStatus status, params (string Task, Answer[] Answers)[] instead)
    {
        var answers = new Dictionary<string, Answer[]>(Usual);
        foreach (var (task, different) in instead)
            answers[task] = different;
        return new ImportScenario(name, status, answers);
    }
}
