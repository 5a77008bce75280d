using System.Text;
using StoreScp.Dicom;
using StoreScp.EndToEnd.Tests.Import;
using StoreScp.Storage;
using StoreScp.Testing;

namespace StoreScp.EndToEnd.Tests.Plugins;

/// <summary>TagCoercion, DeIdentification, TagCoercion on the real server: nothing of the patient is left anywhere.</summary>
public sealed class DeIdentificationTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Nothing_of_a_patient_is_left_in_objects_ledgers_names_log_or_metrics()
    {
        var patient = new IdentifiedPatient();
        List<Instance> images = [patient.NewImage(UIDs.CTImageStorage, "CT"), patient.NewImage(UIDs.CTImageStorage, "CT"), patient.NewImage(UIDs.MRImageStorage, "MR")];
        patient.Values.Should().OnlyContain(value => images.Exists(image => Holds(image, value)), "the search can find them");
        using var site = new DeIdentifiedSite();
        images.ForEach(image => image.WriteTo(site.InputFolder));

        await MustBeDeIdentifiedAsync(site, [.. images.Select(image => image.SOPInstanceUID)], patient.Values);
    }

    [Theory]
    [InlineData("pydicom__CT_small.dcm")]
    [InlineData("pydicom__MR_small.dcm")]
    public async Task Nothing_of_a_real_file_is_left_either(string name)
    {
        var file = Corpus.File(name);
        using var site = new DeIdentifiedSite();
        Directory.CreateDirectory(site.InputFolder);
        File.Copy(file.Path, Path.Combine(site.InputFolder, name));
        using var opened = DicomFile.Open(file.Path);
        var header = opened.Header;
        var values = Identity.ValuesOf(header);
        values.Should().HaveCountGreaterThan(4, "there is something to look for");

        await MustBeDeIdentifiedAsync(site, [header.GetUID(DicomTag.SOPInstanceUID)!], values);
    }

    private static async Task MustBeDeIdentifiedAsync(DeIdentifiedSite site, IReadOnlyList<string> receivedUIDs, IReadOnlyCollection<string> values)
    {
        await using var server = await site.StartAsync();
        await using var ledger = new ImportLedger(site.Data);
        (await ServerProcess.RunAsync("send", site.InputFolder, "--to", $"127.0.0.1:{server.Port}")).MustSucceed();
        await ledger.WaitUntilFinalAsync([.. receivedUIDs.Select(site.Protected)], Limit);

        foreach (var uid in receivedUIDs)
            await MustBeStoredAsync(server, await ledger.InstanceAsync(site.Protected(uid)), values);
        using var admin = new AdminPeer(server);
        Identity.FindIn(await admin.MetricsAsync(), "metrics", values).Should().BeEmpty();
        Identity.FindIn(site.Data, values).Should().BeEmpty();
        (await server.StopAsync()).Should().Be(0);
        Identity.FindIn(site.Data, values).Should().BeEmpty("also when the ledgers' logs have been written back");
        Identity.FindIn(server.Log, "log", values).Should().BeEmpty();
    }

    private static async Task MustBeStoredAsync(ServerProcess server, InstanceRow row, IReadOnlyCollection<string> values)
    {
        new[] { row.Received.SOPInstanceUID, row.Received.StudyInstanceUID, row.Received.SeriesInstanceUID }.Should().OnlyContain(uid => uid.StartsWith("hmac-"));
        row.Handlers.Select(handler => (handler.Handler, handler.HasFailed)).Should().Equal(("before", false), ("deidentify", false), ("after", false));
        var delivery = row.Deliveries.Should().ContainSingle().Subject;
        delivery.State.Should().Be(DeliveryState.Imported, delivery.Reason);
        var path = ServerProcess.PathOf(server.Folder, row.ObjectKey!.Value.Value);
        using var file = DicomFile.Open(path);
        var header = file.Header;
        header.GetUID(DicomTag.SOPInstanceUID).Should().Be(row.Stored.SOPInstanceUID).And.StartWith("2.25.");
        header.GetString(DicomTag.ClinicalTrialProtocolID).Should().Be(DeIdentifiedSite.Trial);
        header.GetString(DicomTag.PatientID).Should().StartWith(DeIdentifiedSite.Subject);
        header.GetString(DicomTag.PatientIdentityRemoved).Should().Be("YES");
        header.Contains(DicomTag.OriginalAttributesSequence).Should().BeFalse();
        using var emulator = new EmulatorPeer(server);
        var metadata = await emulator.GetImageSetMetadataAsync(delivery.Import!.ImageSetId);
        metadata.Should().Contain(row.Stored.SOPInstanceUID);
        Identity.FindIn(metadata, "the image set's metadata", values).Should().BeEmpty();
    }

    private static bool Holds(Instance image, string value) => image.DataSet.AsSpan().IndexOf(Encoding.Latin1.GetBytes(value)) >= 0;
}
