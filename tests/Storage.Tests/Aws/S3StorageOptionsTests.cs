using StoreScp.Storage.Aws.S3;

namespace StoreScp.Storage.Tests.Aws;

public sealed class S3StorageOptionsTests
{
    private static readonly S3StorageOptions Valid = new() { Bucket = "images" };

    public static TheoryData<string, S3StorageOptions> Mistakes => new()
    {
        { "*bucket*", Valid with { Bucket = "x" } },
        { "PartBytes*", Valid with { PartBytes = 4 << 20 } },
        { "PartBytes*", Valid with { PartBytes = (8 << 20) + 1 } },
        { "PartMemoryBytes*less than one part*", Valid with { PartMemoryBytes = (8 << 20) - 1 } },
        { "CopyPartBytes*", Valid with { CopyPartBytes = (5L << 30) + 1 } },
        { "*MaximumAttempts*", Valid with { MaximumAttempts = 0 } },
        { "AbandonedAge*", Valid with { MaximumUploadTime = TimeSpan.FromHours(24) } },
        { "*budgets*", Valid with { OperationBudget = TimeSpan.Zero } },
        { "*waits*", Valid with { MemoryWait = TimeSpan.FromSeconds(-1) } },
    };

    [Fact]
    public void The_defaults_are_valid_and_end_before_a_modality_gives_up()
    {
        Valid.Validate();

        (Valid.OperationBudget + Valid.CleanupBudget).Should().BeLessThan(TimeSpan.FromSeconds(25));
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_one_clear_sentence(string message, S3StorageOptions options) =>
        FluentActions.Invoking(options.Validate).Should().Throw<StorageSetupException>().WithMessage(message);
}
