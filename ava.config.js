export default {
  files: ['dist/test/**/*.test.js', '!dist/test/real/**'],
  nodeArguments: ['--enable-source-maps'],
  timeout: '2m',
  concurrency: 3,
};
