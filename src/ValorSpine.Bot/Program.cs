using ValorSpine.Bot.Commands;

return await CommandLine.RunAsync(args, Console.Out, Console.Error);
