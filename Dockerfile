# Build: the SDK compiles and publishes. Project files first, so that packages are fetched again only when they change.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY SpOAuthRaw/SpOAuthRaw.csproj SpOAuthRaw/packages.lock.json SpOAuthRaw/
COPY SpOAuthRaw.Sandbox/SpOAuthRaw.Sandbox.csproj SpOAuthRaw.Sandbox/packages.lock.json SpOAuthRaw.Sandbox/
RUN dotnet restore SpOAuthRaw/SpOAuthRaw.csproj --use-current-runtime -p:PublishReadyToRun=true
COPY appsettings.json ./
COPY SpOAuthRaw/ SpOAuthRaw/
COPY SpOAuthRaw.Sandbox/ SpOAuthRaw.Sandbox/
# Compiled ahead of time as well, so that the first sign-in does not wait for the compiler.
RUN dotnet publish SpOAuthRaw/SpOAuthRaw.csproj --no-restore -c Release --use-current-runtime --no-self-contained -p:PublishReadyToRun=true -o /app

# Run: the ASP.NET Core runtime alone, not as root.
FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app ./
# The browser's addresses stay http://localhost:5555, :5556 and :5557: inside, the app and the sandbox listen on every interface.
ENV ASPNETCORE_URLS=http://+:5555 \
    ASPNETCORE_HTTP_PORTS= \
    App__PublicOrigin=http://localhost:5555 \
    Sandbox__ListenAnyIP=true
EXPOSE 5555 5556 5557
USER $APP_UID
# The image has no curl; the program asks itself.
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["dotnet", "SpOAuthRaw.dll", "--healthcheck"]
ENTRYPOINT ["dotnet", "SpOAuthRaw.dll"]
