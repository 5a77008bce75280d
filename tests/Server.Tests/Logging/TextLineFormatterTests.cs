using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StoreScp.Server.Logging;

namespace StoreScp.Server.Tests.Logging;

public class TextLineFormatterTests
{
    [Fact]
    public void An_entry_is_one_line_in_utc_whatever_it_holds()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 1, 2, 3, 4, TimeSpan.Zero));
        using var writer = new StringWriter();
        var entry = new LogEntry<string>(
            LogLevel.Warning, "StoreScp.Server.Listening.AssociationListener", default, "one\r\ntwo\u001b[31m",
            new InvalidOperationException("first\nsecond"), (state, _) => state);

        new TextLineFormatter(time).Write(entry, null, writer);

        writer.ToString().Should()
            .Be("2026-11-23T01:02:03.004Z WARN  AssociationListener: one\\r\\ntwo?[31m | System.InvalidOperationException: first\\nsecond\n");
    }
}
