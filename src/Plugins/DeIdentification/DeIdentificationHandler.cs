using StoreScp.Dicom;
using StoreScp.Plugins.DeIdentification.Elements;
using StoreScp.Plugins.DeIdentification.Escrow;
using StoreScp.Plugins.DeIdentification.Keys;
using StoreScp.Plugins.DeIdentification.Pixels;
using StoreScp.Plugins.DeIdentification.Tables;

namespace StoreScp.Plugins.DeIdentification;

/// <summary>De-identifies every instance before it is stored (PS3.15 Annex E): header, what follows the bulk, and the bulk itself.</summary>
public sealed class DeIdentificationHandler : IPreStoreHandler
{
    private Ready? _ready;

    public async ValueTask InitializeAsync(PluginContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var settings = context.GetSettings<DeIdentificationSettings>();
        ReadOnlyMemory<byte> key = await context.Secrets.GetAsync(settings.KeySecret, cancellation);
        var deidentifier = new Deidentifier(settings, new Pseudonyms(key.Span));
        EscrowFile? escrow = null;
        if (settings.Escrow is { } kept)
        {
            string folder = Path.GetFullPath(kept.Folder, Path.GetFullPath(context.SettingsFolder));
            ReadOnlyMemory<byte> escrowKey = await context.Secrets.GetAsync(kept.KeySecret, cancellation);
            escrow = await EscrowFile.CreateAsync(folder, context.HandlerName, escrowKey, context.Time, cancellation);
        }
        _ready = new(settings, deidentifier, new PixelPolicy(settings), escrow, context.Time);
    }

    public async ValueTask<PreStoreResult> ProcessAsync(ReceivedInstance instance, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(instance);
        Ready ready = _ready ?? throw new InvalidOperationException("InitializeAsync comes first.");

        // 1. What the pixels need is told by the header as it was received.
        PixelDecision pixels = ready.Pixels.Decide(instance.Header, instance.Bulk);
        if (pixels.QuarantineReason is { } reason) return PreStoreResult.Quarantine(reason);

        // 2. The originals, as long as they are there.
        EscrowRecord? record = ready.Escrow is null ? null : Originals(instance.Header, ready.Time);

        // 3. Every element before the bulk, and those behind it when they arrive.
        InstanceState state = ready.Deidentifier.Apply(instance.Header);
        instance.EditTrailer(trailer => ready.Deidentifier.ApplyToTrailer(trailer, state));

        // 4. The bulk.
        if (instance.Bulk is { } bulk) Protect(bulk, instance.Header, pixels);

        // 5. The mapping is on the disk before anybody sees the result.
        if (record is not null) await ready.Escrow!.AppendAsync(Complete(record, state, ready.Settings), cancellation);
        return PreStoreResult.Continue;
    }

    public async ValueTask DisposeAsync()
    {
        if (_ready?.Escrow is { } escrow) await escrow.DisposeAsync();
    }

    private static void Protect(InstanceBulk bulk, DicomDataset header, PixelDecision pixels)
    {
        if (pixels.Layout is { } layout) bulk.Transform(received => new BlankedRegionsStream(received, layout, pixels.Regions));
        if (pixels.IsCleared) header.Set(DicomTag.BurnedInAnnotation, "NO");
        if (bulk.Tag != DicomTag.EncapsulatedDocument) return;
        byte[] document = DummyDocument.For(header.GetString(DicomTag.MIMETypeOfEncapsulatedDocument));
        bulk.Replace(new MemoryStream(document, writable: false), document.Length);
        if (header.Contains(DicomTag.EncapsulatedDocumentLength)) header.Set(DicomTag.EncapsulatedDocumentLength, document.Length);
    }

    private static EscrowRecord Originals(DicomDataset header, TimeProvider time) => new(
        time.GetUtcNow(),
        header.GetString(DicomTag.PatientID),
        header.GetString(DicomTag.IssuerOfPatientID),
        header.GetString(DicomTag.PatientName),
        header.GetString(DicomTag.AccessionNumber),
        "",
        null,
        new Dictionary<string, string>());

    private static EscrowRecord Complete(EscrowRecord record, InstanceState state, DeIdentificationSettings settings) => record with
    {
        Pseudonym = state.PatientPseudonym,
        ShiftDays = settings.Options.Contains(ProfileOption.RetainLongitudinalModifiedDates) ? state.ShiftDays : null,
        // A copy: the trailer may add to it later.
        UIDs = new Dictionary<string, string>(state.ReplacedUIDs),
    };

    /// <summary>What a handler has once it is initialized.</summary>
    private sealed record Ready(
        DeIdentificationSettings Settings, Deidentifier Deidentifier, PixelPolicy Pixels, EscrowFile? Escrow, TimeProvider Time);
}
