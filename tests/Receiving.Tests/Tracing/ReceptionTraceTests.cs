using System.Diagnostics;
using StoreScp.Dicom;
using StoreScp.Protocol.Dimse;
using StoreScp.Receiving.Tests.Support;
using StoreScp.Receiving.Tracing;
using StoreScp.Storage;
using StoreScp.Testing;

namespace StoreScp.Receiving.Tests.Tracing;

public sealed class ReceptionTraceTests
{
    private static readonly CStoreRQ Request = new()
    {
        PresentationContextID = 1,
        MessageID = 1,
        AffectedSOPClassUID = DicomUIDs.CTImageStorage,
        AffectedSOPInstanceUID = "1.2.3",
    };

    [Fact]
    public void Where_nobody_listens_there_are_no_spans_and_nothing_is_allocated()
    {
        ReceptionTrace.StartStore(Request, DicomUIDs.ExplicitVRLittleEndian).Should().BeNull();
        ReceptionTrace.Current.Should().BeNull();
        var before = GC.GetAllocatedBytesForCurrentThread();
        object? span = null;
        for (var i = 0; i < 1000; i++)
            span ??= ReceptionTrace.StartStore(Request, DicomUIDs.ExplicitVRLittleEndian) ?? ReceptionTrace.StartAssociation("a-1") ?? (object?)(ReceptionTrace.Current is null ? null : this);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        span.Should().BeNull();
    }

    [Fact]
    public async Task A_C_STORE_is_a_span_and_its_row_names_the_trace()
    {
        using var spans = new CollectedSpans();
        await using var receiver = new Receiver();
        var instance = new Synthetic().MR();

        await StoreAsync(receiver, instance.SOPClassUID, instance);

        var span = spans.Ended.Should().ContainSingle(activity => activity.OperationName == "C-STORE").Subject;
        span.GetTagItem("dicom.sop_class_uid").Should().Be(instance.SOPClassUID);
        span.GetTagItem("dicom.transfer_syntax_uid").Should().Be(instance.TransferSyntaxUID);
        span.GetTagItem("dicom.sop_instance_uid").Should().Be(instance.SOPInstanceUID);
        span.GetTagItem("dicom.status").Should().Be("0000H");
        span.GetTagItem("storescp.data_set_bytes").Should().Be((long)instance.DataSetToArray().Length);
        (await receiver.RowsAsync(instance.SOPInstanceUID)).Single().Trace.Should().Be(new TraceSpan(spans.TraceId, span.SpanId.ToHexString()));
    }

    [Fact]
    public void What_is_no_UID_does_not_get_into_a_span()
    {
        using var spans = new CollectedSpans();
        using (var span = ReceptionTrace.StartStore(Request with { AffectedSOPClassUID = "MUELLER^HANS" }, DicomUIDs.ExplicitVRLittleEndian))
            ReceptionTrace.EndStore(span!, DimseStatus.CannotUnderstand, 7, "MUELLER^HANS");

        var ended = spans.Ended.Should().ContainSingle().Subject;
        ended.TagObjects.Should().NotContain(tag => "MUELLER^HANS".Equals(tag.Value));
        ended.Status.Should().Be(ActivityStatusCode.Error);
    }

    private static async Task StoreAsync(Receiver receiver, string sopClassUID, SyntheticInstance instance)
    {
        var modality = receiver.Connect();
        await modality.AssociateAsync(sopClassUID, instance.TransferSyntaxUID);
        (await modality.StoreAsync(instance)).Status.Should().Be(0);
        await modality.ReleaseAsync();
        await receiver.AllEndedAsync();
    }
}
