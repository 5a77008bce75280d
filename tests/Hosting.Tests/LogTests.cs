namespace StoreScp.Hosting.Tests;

/// <summary>No value that identifies a patient gets into the log by way of a plugin.</summary>
public sealed class LogTests
{
    [Fact]
    public async Task Values_of_the_instance_in_hand_are_replaced_even_when_the_handler_took_them_out_before()
    {
        await using var site = new Site();
        site.Install();
        var host = await site.StartAsync(Site.Handler("Logs"));
        using var handlers = host.ForAssociation("A", "B");
        await Site.RunAsync(handlers.Handlers[0], Site.Instance());

        site.Log.Lines.Should().Contain("Handler 'first': *** *** *** born *** is *** or ***, order ***, now ***, in 2.25.99 | second line");
        site.Log.Lines.Should().Contain(line => line.StartsWith("Handler 'first': an exception: System.InvalidOperationException: System.InvalidOperationException: for ***"));
        string.Join('\n', site.Log.Lines).Should().NotContainAny("Quastenberg", "Friederike", "PID-88123", "1961", "ACC-20770", "OTHER-5512", "NEW-4711");
    }

    [Fact]
    public async Task What_is_logged_outside_a_call_is_written_as_it_is()
    {
        await using var site = new Site();
        site.Install();
        await site.StartAsync(Site.Handler("Plain"));

        site.Log.Lines.Should().Contain(line => line.StartsWith("Handler 'first': 'first' runs Behaviours 1.0.0 from '"));
    }
}
