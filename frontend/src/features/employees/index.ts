export { EmployeePage } from './EmployeePage';
export { EmployeesPage } from './EmployeesPage';
