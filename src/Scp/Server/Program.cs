using StoreScp.Server.Cli;

return await StoreScpCommand.RunAsync(args, Console.Out, Console.Error, TimeProvider.System);
