using StoreScp.Protocol.Associations;

namespace StoreScp.Protocol.Dimse;

/// <summary>Responses without data set: PDU, presentation data value and command set in one write (PS3.7 §9.3, §10.3).</summary>
internal sealed class ResponseWriter(UpperLayer upper, AssociationContext association)
{
    // LO (PS3.5 §6.2), and the longest UID; what is longer is not sent back.
    private const int MaximumErrorCommentLength = 64;
    private const int MaximumUIDLength = 64;

    private readonly CommandSetWriter _writer = new();
    private readonly int _longestFragment = PDataTFWriter.LongestFragment(association.PeerMaximumPduLength, upper.Options.MaximumPduLength);

    internal ValueTask SendAsync(byte contextID, DimseCommand request, ushort messageID, CStoreOutcome outcome)
    {
        var response = new DimseCommand
        {
            CommandField = (CommandField)((ushort)request.CommandField | 0x8000),
            AffectedSOPClassUID = UID(request.SOPClassUID),
            AffectedSOPInstanceUID = UID(request.AffectedSOPInstanceUID ?? request.RequestedSOPInstanceUID),
            MessageIDBeingRespondedTo = messageID,
            Status = outcome.Status.Code,
            ErrorComment = Comment(outcome.ErrorComment),
            OffendingElement = MayNameElement(outcome.Status) ? outcome.OffendingElement : null,
        };
        upper.Fire(AssociationEvent.Evt9PDataRequest);
        PDataTFWriter.WriteCommand(upper.Output, contextID, _writer.Write(response), _longestFragment);
        return upper.FlushAsync();
    }

    // PS3.4 Table B.2-1: Offending Element goes with Cxxx, A9xx and B0xx.
    private static bool MayNameElement(DimseStatus status) => (status.Code & 0xF000) is 0xC000 or 0xB000 || (status.Code & 0xFF00) == 0xA900;

    private static string? UID(string? uid) => uid is { Length: > 0 and <= MaximumUIDLength } ? uid : null;

    private static string? Comment(string? comment)
    {
        if (string.IsNullOrEmpty(comment)) return null;
        var length = Math.Min(comment.Length, MaximumErrorCommentLength);
        // The default repertoire only: a command set has no Specific Character Set.
        return string.Create(length, comment, static (characters, text) =>
        {
            for (var i = 0; i < characters.Length; i++) characters[i] = text[i] is >= ' ' and < '\x7F' and not '\\' ? text[i] : '?';
        });
    }
}
