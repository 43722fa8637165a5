export default {
  files: ['dist/test/real/**/*.test.js'],
  nodeArguments: ['--enable-source-maps'],
  timeout: '10m',
  concurrency: 2,
};
