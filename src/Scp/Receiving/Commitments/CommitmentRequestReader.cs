using System.Buffers;
using StoreScp.Dicom;
using StoreScp.Protocol.Dimse;

namespace StoreScp.Receiving.Commitments;

/// <summary>Reads requests into memory: one within its own limit, all that are in reception within theirs.</summary>
internal sealed class CommitmentRequestReader(CommitmentOptions options)
{
    private long _held;

    /// <exception cref="CommitmentRequestException">It is malformed, incomplete or too large, or there is no memory for it now.</exception>
    public async ValueTask<CommitmentRequest> ReadAsync(DataSetReader dataSet, CancellationToken cancellation)
    {
        var syntax = DicomTransferSyntax.FromUID(dataSet.PresentationContext.TransferSyntax);
        var bytes = new ArrayBufferWriter<byte>();
        try
        {
            while (true)
            {
                var read = await dataSet.ReadAsync(cancellation);
                foreach (var memory in read.Buffer)
                {
                    Interlocked.Add(ref _held, memory.Length);
                    bytes.Write(memory.Span);
                }
                dataSet.AdvanceTo(read.Buffer.End);
                if (bytes.WrittenCount > options.MaximumRequestBytes)
                    throw Refused("Data set longer than the limit");
                if (Interlocked.Read(ref _held) > options.MaximumRequestBytesInAll)
                    throw Refused("Too many requests at this moment");
                if (read.IsCompleted)
                    return CommitmentRequest.Parse(bytes.WrittenMemory, syntax, options.MaximumReferences);
            }
        }
        finally
        {
            Interlocked.Add(ref _held, -bytes.WrittenCount);
        }
    }

    private static CommitmentRequestException Refused(string why) => new(DimseStatus.ResourceLimitation, why);
}
