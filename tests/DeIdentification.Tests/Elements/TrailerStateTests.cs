using System.Runtime.CompilerServices;
using StoreScp.Dicom;
using StoreScp.Plugins.DeIdentification.Elements;

namespace StoreScp.Plugins.DeIdentification.Tests.Elements;

/// <summary>What stays from the header until the elements behind the bulk have come.</summary>
public sealed class TrailerStateTests
{
    [Fact]
    public void The_state_that_waits_for_the_trailer_does_not_keep_the_elements_of_the_header()
    {
        (InstanceState state, WeakReference header) = ApplyToHeader();

        GC.Collect();

        header.IsAlive.Should().BeFalse("a multi-frame header is many times its bytes as elements, and its bulk may take minutes");
        state.Values.OccurIn("A note on SYN0001, much later"u8).Should().BeTrue();
        state.Values.HasWord("nobody").Should().BeTrue();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (InstanceState State, WeakReference Header) ApplyToHeader()
    {
        var header = new DicomDataset()
            .Set(DicomTag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.2.1").Set(DicomTag.PatientID, "SYN0001").Set(DicomTag.PatientName, "Nobody^Synthetic");
        header.GetOrAddSequence(DicomTag.SharedFunctionalGroupsSequence).Add(new DicomDataset().Set(DicomTag.ContentCreatorName, "Nobody^Nested"));
        return (TestKeys.Deidentifier().Apply(header), new WeakReference(header));
    }
}
