using StoreScp.Dicom;
using StoreScp.Plugins;

namespace StoreScp.TestPlugins.Behaviours;

/// <summary>Takes the patient out of the header and then names it in the log, in several ways.</summary>
public sealed class LoggingHandler : IPreStoreHandler
{
    private IPluginLogger? _logger;

    public ValueTask InitializeAsync(PluginContext context, CancellationToken cancellation)
    {
        _logger = context.Logger;
        return ValueTask.CompletedTask;
    }

    public async ValueTask<PreStoreResult> ProcessAsync(ReceivedInstance instance, CancellationToken cancellation)
    {
        var header = instance.Header;
        var name = header.GetPersonName(DicomTag.PatientName)!;
        var id = header.GetString(DicomTag.PatientID);
        var birth = header.GetDate(DicomTag.PatientBirthDate)!.Value;
        var accession = header.GetString(DicomTag.AccessionNumber);
        var other = header.GetSequence(DicomTag.OtherPatientIDsSequence)![0].GetString(DicomTag.PatientID);
        header.Remove(DicomTag.PatientName);
        header.Remove(DicomTag.OtherPatientIDsSequence);
        header.Set(DicomTag.PatientID, "NEW-4711");
        await Task.Yield();
        _logger!.Information(FormattableString.Invariant(
            $"{name} {name.Alphabetic.GivenName} {name.Alphabetic.FamilyName} born {birth:yyyy-MM-dd} is {id} or {other}, order {accession}, now NEW-4711, in {instance.SOPInstanceUID}\nsecond line"));
        _logger.Error("an exception", new InvalidOperationException($"for {id}"));
        return PreStoreResult.Continue;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
