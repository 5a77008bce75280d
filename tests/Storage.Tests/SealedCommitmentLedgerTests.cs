using System.Security.Cryptography;
using StoreScp.Storage.Local;

namespace StoreScp.Storage.Tests;

public sealed class SealedCommitmentLedgerTests : CommitmentLedgerContract, IAsyncDisposable
{
    private static readonly IdentifierProtection Protection = new("12345678901234567890123456789012"u8);
    private readonly TestFolder _folder = new();
    private readonly SqliteLedger _ledger;

    public SealedCommitmentLedgerTests() => _ledger = SqliteLedger.Open(new LocalStorageOptions { Path = _folder.Path, Durability = Durability.OsCache });

    protected override ICommitmentLedger Ledger => new SealedCommitmentLedger(_ledger.Commitments, Protection);

    [Fact]
    public async Task The_ledger_beneath_holds_no_instance_UID()
    {
        var row = new CommitmentRow
        {
            TransactionUID = "1.1",
            CallingAETitle = "CT1",
            CalledAETitle = "US",
            AssociationId = "a",
            Owner = "o",
            ReceivedAt = DateTimeOffset.UnixEpoch,
            DueAt = DateTimeOffset.UnixEpoch,
        };
        await Ledger.AddCommitmentAsync(row, [new("1.2.840.10008.5.1.4.1.1.2", "1.2.3.444.555")], default);

        (await _ledger.Commitments.ReferencesOfAsync(row.Key, default)).Single().ReferencedSOPInstanceUID.Should().StartWith("sealed-").And.NotContain("444");
    }

    [Fact]
    public void What_is_sealed_opens_with_its_key_only_and_looks_different_each_time()
    {
        var text = Protection.Seal("1.2.3");

        Protection.Unseal(text).Should().Be("1.2.3");
        Protection.Seal("1.2.3").Should().NotBe(text);
        Protection.Unseal("1.2.3").Should().Be("1.2.3");
        var other = new IdentifierProtection("another key, thirty-two bytes or "u8);
        other.Invoking(key => key.Unseal(text)).Should().Throw<CryptographicException>();
    }

    [Fact]
    public void A_protected_identifier_is_the_same_each_time_and_another_with_another_key()
    {
        Protection.Protect("1.2.3").Should().Be(Protection.Protect("1.2.3")).And.StartWith(IdentifierProtection.Prefix).And.HaveLength(37);
        new IdentifierProtection("another key, thirty-two bytes or "u8).Protect("1.2.3").Should().NotBe(Protection.Protect("1.2.3"));
    }

    [Fact]
    public void A_short_key_is_refused() =>
        ((Action)(() => _ = new IdentifierProtection("too short"u8))).Should().Throw<ArgumentException>().WithMessage("A key of 9 bytes; allowed: 32 or more.*");

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _folder.Dispose();
    }
}
