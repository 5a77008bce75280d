using StoreScp.Dicom;

namespace StoreScp.Plugins.Hosting.Logging;

/// <summary>The guarded call that a piece of code belongs to, and the instance it works on; flows with the call's execution context.</summary>
internal sealed class CallInHand
{
    private static readonly AsyncLocal<CallInHand?> Ambient = new();

    private readonly Lock _lock = new();
    private ReceivedInstance? _instance;
    private List<DicomElement>? _captured;
    private bool _isAbandoned;
    private bool _isCaptureBroken;
    private bool _hasEnded;

    public static CallInHand? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>What the handler is about to see; its values are kept from now on, even those it takes out.</summary>
    public void Begin(ReceivedInstance instance)
    {
        lock (_lock)
        {
            _instance = instance;
            try
            {
                _captured = IdentifyingValues.Capture(instance.Header);
            }
            catch (DicomDataException)
            {
                _isCaptureBroken = true;
            }
        }
    }

    /// <summary>Nobody waits for the call any more: the instance may be gone, and nothing of it can be told apart.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            _isAbandoned = !_hasEnded;
            (_instance, _captured) = (null, null);
        }
    }

    /// <summary>The call is over. What it started in the background does not keep the instance alive.</summary>
    public void End()
    {
        lock (_lock)
        {
            (_instance, _captured) = (null, null);
            (_hasEnded, _isAbandoned) = (true, false);
        }
    }

    /// <summary>The text without the instance's values; null when they are not known, and the text therefore may not be shown.</summary>
    public string? Scrub(string text)
    {
        lock (_lock)
        {
            if (_hasEnded)
                return text;
            if (_isAbandoned || _isCaptureBroken || _instance is null)
                return null;
            try
            {
                IEnumerable<DicomElement> now = _instance.Header.TakeWhile(element => element.Tag.Group <= 0x0010);
                return IdentifyingValues.Texts(_captured!).Concat(IdentifyingValues.Texts(now)).Distinct(StringComparer.OrdinalIgnoreCase)
                    .OrderByDescending(value => value.Length)
                    .Aggregate(text, (scrubbed, value) => scrubbed.Replace(value, "***", StringComparison.OrdinalIgnoreCase));
            }
            catch (Exception e) when (e is DicomDataException or CharacterSetException or ArgumentException or InvalidOperationException)
            {
                // A header that cannot be read (or is being edited on another thread) cannot be searched for.
                return null;
            }
        }
    }
}
