namespace ValorSpine.Bot.Operations;

/// <summary>Keeps what people typed out of the log, whoever writes the entry.</summary>
internal static class PrivateLogging
{
    /// <summary>Logs errors without their own words, and not what Kestrel could not read.</summary>
    public static void KeepTypedTextOut(this ILoggingBuilder logging)
    {
        // Its entries quote the bytes: where a body is longer than it says, those are what a patient said.
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel.BadRequests", LogLevel.None);
        logging.Services.AddSingleton<LoggerFactory>();
        logging.Services.AddSingleton<ILoggerFactory>(services => new Factory(services.GetRequiredService<LoggerFactory>()));
    }

    private sealed class Factory(LoggerFactory inner) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => new Logger(inner.CreateLogger(categoryName));

        public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

        // The container made the inner one and ends it.
        public void Dispose()
        {
        }
    }

    private sealed class Logger(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (inner.IsEnabled(logLevel))
                inner.Log(logLevel, eventId, state, LoggedError.Of(exception), formatter);
        }
    }
}
