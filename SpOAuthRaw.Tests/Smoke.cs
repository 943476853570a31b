namespace SpOAuthRaw.Tests;
