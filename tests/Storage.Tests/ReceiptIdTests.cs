namespace StoreScp.Storage.Tests;

public sealed class ReceiptIdTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, 123, TimeSpan.Zero);

    [Fact]
    public void A_receipt_knows_when_it_began_to_the_millisecond() =>
        Samples.ReceiptAt(Noon).ReceivedAt.Should().Be(Noon);

    [Fact]
    public void Receipts_their_text_and_their_bytes_sort_by_time()
    {
        var earlier = Samples.ReceiptAt(Noon);
        var later = Samples.ReceiptAt(Noon.AddMilliseconds(1));

        (earlier < later).Should().BeTrue();
        string.CompareOrdinal(earlier.ToString(), later.ToString()).Should().BeNegative();
        BytesOf(earlier).AsSpan().SequenceCompareTo(BytesOf(later)).Should().BeNegative();
    }

    [Fact]
    public void Text_and_bytes_read_back_as_the_same_receipt()
    {
        var receipt = Samples.NewReceipt();

        receipt.ToString().Should().HaveLength(ReceiptId.TextLength);
        ReceiptId.Parse(receipt.ToString()).Should().Be(receipt);
        ReceiptId.FromBytes(BytesOf(receipt)).Should().Be(receipt);
    }

    [Fact]
    public void First_receipt_at_a_time_is_not_after_any_receipt_of_that_time()
    {
        (ReceiptId.FirstAt(Noon) <= Samples.ReceiptAt(Noon)).Should().BeTrue();
        (ReceiptId.FirstAt(Noon) > Samples.ReceiptAt(Noon.AddMilliseconds(-1))).Should().BeTrue();
    }

    private static byte[] BytesOf(ReceiptId receipt)
    {
        var bytes = new byte[ReceiptId.BinaryLength];
        receipt.CopyTo(bytes);
        return bytes;
    }
}
