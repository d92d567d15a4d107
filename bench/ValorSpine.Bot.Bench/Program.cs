using System.Globalization;
using ValorSpine.Bot.Bench;
using ValorSpine.Bot.Bench.ModelServing;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["rival", var folder, var name, var start])
    return await Rival.RunAsync(folder, name, long.Parse(start, CultureInfo.InvariantCulture));
if (args is ["fight", ..])
    return await Fight.RunAsync(Number(1, 100));
if (args is ["start", ..])
    return await StartBench.RunAsync(Number(1, 3));
if (args is ["booking", ..])
    return await BookingLoad.RunAsync(Number(1, 64));
if (args is ["interleavings", ..])
    return await InterleavingBench.RunAsync(Number(1, 1_000_000), Number(2, 1), Number(3, 8));

if (args is ["model"])
    return await ModelBench.RunAsync();
if (args is ["model-server", ..])
    return await ModelServer.RunAsync(args.Contains("lies"), args.Contains("until-input-ends"));
if (args is ["deliveries", ..])
    return await DeliveryBench.RunAsync(Number(1, 1_000), Number(2, 8));

if (args is ["console", ..])
    return await ConsoleBench.RunAsync(Number(1, 100_000), Number(2, 20));
if (args is ["trial", ..])
    return await TrialBench.RunAsync(Number(1, 3));

Console.WriteLine($"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, .NET {Environment.Version}.");
if (args is ["screening"])
{
    ScreeningBench.Run();
    return 0;
}

DecideBench.Run();
ScreeningBench.Run();
AnswerBench.Run();
return 0;

int Number(int position, int usual) => args.Length > position ? int.Parse(args[position], CultureInfo.InvariantCulture) : usual;
