using StoreScp.Dicom;
using StoreScp.Plugins.Hosting.Reception;
using StoreScp.Plugins.Pipeline;
using StoreScp.Protocol.Associations;
using StoreScp.Receiving.Batching;
using StoreScp.Receiving.PreStore;
using StoreScp.Receiving.Tests.Support;
using StoreScp.Storage;
using StoreScp.Testing;

namespace StoreScp.Receiving.Tests.PreStore;

/// <summary>A receiver with handlers of the test's making.</summary>
public sealed class HandledReceiver : IPreStorePipeline, IAsyncDisposable
{
    private readonly HandlerChain _chain;

    public HandledReceiver(params ActingHandler[] handlers) : this(null, null, handlers) { }

    public HandledReceiver(ReceivingOptions? options, BatchOptions? batches, params ActingHandler[] handlers)
    {
        _chain = new HandlerChain([.. handlers.Select(handler => handler.ToChainHandler())], TimeProvider.System);
        Receiver = new Receiver(options, batchOptions: batches, pipeline: this);
    }

    public Receiver Receiver { get; }

    /// <summary>Bytes in one fragment of what modalities send.</summary>
    public int FragmentBytes { get; init; } = 32 * 1024;

    /// <summary>The clock of <see cref="BulkReadTimeout"/>.</summary>
    public TimeProvider BulkTime { get; init; } = TimeProvider.System;

    public static TimeSpan BulkReadTimeout { get; } = TimeSpan.FromMinutes(1);

    public IPreStoreHandlers ForAssociation(AssociationContext association) =>
        new PreStoreHandlers(_chain, BulkReadTimeout, BulkTime, lease: null);

    public async Task<(ushort Status, string? Comment)> StoreAsync(SyntheticInstance instance)
    {
        var modality = Receiver.Connect();
        modality.FragmentBytes = FragmentBytes;
        await modality.AssociateAsync(instance.SOPClassUID, instance.TransferSyntaxUID);
        var response = await modality.StoreAsync(instance);
        await modality.ReleaseAsync();
        await Receiver.AllEndedAsync();
        Receiver.Failures.Should().BeEmpty();
        return response;
    }

    public async Task<InstanceRow> RowAsync(SyntheticInstance instance) => (await Receiver.RowsAsync(instance.SOPInstanceUID)).Single();

    public async Task<byte[]> ObjectAsync(SyntheticInstance instance) => ObjectOf(await RowAsync(instance));

    public byte[] ObjectOf(InstanceRow row) => Receiver.Objects()[row.ObjectKey!.Value.Value];

    /// <summary>The encoded data set of a stored object.</summary>
    public static byte[] DataSetOf(byte[] file)
    {
        using var read = DicomFile.Open(new MemoryStream(file));
        return file[(int)read.DataSetPosition..];
    }

    public ValueTask DisposeAsync() => Receiver.DisposeAsync();
}
