using StoreScp.Server.Sending;

namespace StoreScp.Server.Tests.Cli;

public class ContextGroupTests
{
    [Fact]
    public void Files_of_one_class_and_syntax_share_a_context() =>
        ContextGroup.Of([File(1, 1), File(1, 1), File(1, 2)]).Should().ContainSingle().Which.Contexts.Should().HaveCount(2);

    [Fact]
    public void More_than_128_contexts_need_another_association()
    {
        var groups = ContextGroup.Of(Enumerable.Range(0, 300).Select(i => File(i, 1)));

        groups.Select(group => group.Contexts.Count).Should().Equal(128, 128, 44);
        groups.Sum(group => group.Files.Count).Should().Be(300);
    }

    private static FileToSend File(int sopClass, int syntax) => new("path", $"1.2.{sopClass}", "1.2.3", $"1.3.{syntax}", 0, 0);
}
