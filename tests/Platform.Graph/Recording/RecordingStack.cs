using Pulumi;

namespace StoreScp.Platform.Graph.Recording;

/// <summary>The program's stack; what only transformations see of each resource is handed to the recording of this run.</summary>
internal sealed class RecordingStack : PlatformStack
{
    public RecordingStack()
        : base(new StackOptions { ResourceTransformations = { RunRecording.Current!.Registered } })
    {
    }
}
