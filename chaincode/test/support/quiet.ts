/** Fabric's loggers read this when they are created: these tests cause many refusals, which need no log. */
process.env['CORE_CHAINCODE_LOGGING_LEVEL'] = 'CRITICAL';
