using StoreScp.AwsCalls;

namespace StoreScp.HealthImaging;

/// <summary>Calls without an answer, or with one that cannot be read, as the transient error that they are.</summary>
internal static class NoAnswer
{
    private const string Service = "HealthImaging";

    public static bool Explains(Exception fault, Deadline deadline) => MissingAnswer.Explains(fault, deadline);

    public static InternalServerException From(Exception fault, Deadline deadline) =>
        new(new(nameof(InternalServerException), MissingAnswer.Describe(Service, fault, deadline)), MissingAnswer.Quotable(fault));

    public static InternalServerException Unreadable(string why) =>
        new(new(nameof(InternalServerException), MissingAnswer.Unreadable(Service, why)));
}
