namespace Pulumi;

/// <summary>Messages to the engine. There is none here: only an error has a consequence, which is that the run fails.</summary>
public static class Log
{
    public static void Debug(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) => _ = Deployment.Required;

    public static void Info(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) => _ = Deployment.Required;

    public static void Warn(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) => _ = Deployment.Required;

    public static void Error(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) => Deployment.Required.ReportError(message);
}
