using StoreScp.Dicom;

namespace StoreScp.Plugins.Pipeline;

/// <summary>What a handler may not do; found when it has answered, and counted by its guard as a failure of its own.</summary>
internal static class HandlerRules
{
    private static readonly DicomTag[] Identity =
        [DicomTag.SOPClassUID, DicomTag.SOPInstanceUID, DicomTag.StudyInstanceUID, DicomTag.SeriesInstanceUID];

    /// <exception cref="HandlerFailedException">The handler failed, or broke a rule: then the message names handler and rule, and no value.</exception>
    public static ValueTask<GuardedResult<PreStoreResult>> RunAsync(
        ChainHandler handler, ReceivedInstance before, ReceivedInstance attempt, CancellationToken cancellation) =>
        handler.Guard.RunAsync(async token =>
        {
            var result = await handler.Handler.ProcessAsync(attempt, token);
            Check(handler.Traits, result, before, attempt);
            return result;
        }, cancellation);

    private static void Check(HandlerTraits traits, PreStoreResult? result, ReceivedInstance before, ReceivedInstance after)
    {
        if (result is null)
            throw Broken($"{traits.Name} answered null");
        if (result.Kind is not (PreStoreResultKind.Continue or PreStoreResultKind.Route))
            return;
        foreach (var tag in Identity)
        {
            var uid = after.Header.GetUID(tag);
            if (uid == before.Header.GetUID(tag))
                continue;
            if (!traits.ChangesUIDs)
                throw Broken($"{traits.Name} changed {DicomDictionary.KeywordOf(tag)}, and its manifest does not declare changesUIDs");
            if (!DicomUIDs.IsValid(uid))
                throw Broken($"{traits.Name} set {DicomDictionary.KeywordOf(tag)} to what is no UID (PS3.5 9.1)");
        }
        if (after.Header.ContainsGroup(0x0002))
            throw Broken($"{traits.Name} put an element of group 0002 into the data set");
    }

    private static HandlerFailedException Broken(string message) => new(HandlerFailure.BrokeRules, message);
}
