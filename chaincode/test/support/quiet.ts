/** Fabric's loggers read this when they are made: refusals are what these tests are about, not news. */
process.env['CORE_CHAINCODE_LOGGING_LEVEL'] = 'CRITICAL';
